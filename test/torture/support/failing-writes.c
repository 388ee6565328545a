/*
 * Preloaded into a process (LD_PRELOAD), makes every Nth write, sync or truncation of files below a directory fail, as
 * a full or dying disk does. Switched on and off, while the process runs, by a file that is there or not.
 *
 *   FAILING_WRITES_BELOW   the directory, as an absolute path
 *   FAILING_WRITES_EVERY   N; 1 fails every call
 *   FAILING_WRITES_ERRNO   the error's number
 *   FAILING_WRITES_SWITCH  the file that switches it on
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static const char *below, *switch_file;
static int every, error_number;
static atomic_int calls;

__attribute__((constructor)) static void read_settings(void) {
  below = getenv("FAILING_WRITES_BELOW");
  switch_file = getenv("FAILING_WRITES_SWITCH");
  every = below ? atoi(getenv("FAILING_WRITES_EVERY")) : 0;
  error_number = below ? atoi(getenv("FAILING_WRITES_ERRNO")) : 0;
}

static int must_fail(int file) {
  char link[64], path[4096];
  if (every == 0 || access(switch_file, F_OK) != 0) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = 0;
  if (strncmp(path, below, strlen(below)) != 0) return 0;
  if (atomic_fetch_add(&calls, 1) % every != every - 1) return 0;
  errno = error_number;
  return 1;
}

#define FAILING(type, name, parameters, arguments)                       \
  type name parameters {                                                 \
    static type (*real) parameters;                                      \
    if (!real) real = (type (*) parameters)dlsym(RTLD_NEXT, #name);      \
    return must_fail(file) ? (type)-1 : real arguments;                  \
  }

FAILING(ssize_t, write, (int file, const void *bytes, size_t count), (file, bytes, count))
FAILING(ssize_t, pwrite, (int file, const void *bytes, size_t count, off_t at), (file, bytes, count, at))
FAILING(ssize_t, pwrite64, (int file, const void *bytes, size_t count, off64_t at), (file, bytes, count, at))
FAILING(ssize_t, writev, (int file, const struct iovec *parts, int count), (file, parts, count))
FAILING(int, fsync, (int file), (file))
FAILING(int, fdatasync, (int file), (file))
FAILING(int, ftruncate, (int file, off_t length), (file, length))
FAILING(int, ftruncate64, (int file, off64_t length), (file, length))
