import { config } from "zod";

// zod tries out whether it may make functions of text, and the page's security policy says each time that it may not.
config({ jitless: true });
