@echo off
rem Onramp's terminal: the app's own executable, told to open no window.
"%~dp0..\..\Onramp.exe" --cli %*
