// Included before everything else when scripts/sqlite.js compiles better-sqlite3; see there. The base class of its objects, as
// Node 24.18 has it: without cleanup hooks, whose removal aborts the process when the garbage collector runs outside of JavaScript.
#pragma once
#include <node.h>

namespace node {
inline void NoCleanupHook(v8::Isolate*, void (*)(void*), void*) {}
}  // namespace node

#define AddEnvironmentCleanupHook NoCleanupHook
#define RemoveEnvironmentCleanupHook NoCleanupHook
#include <node_object_wrap.h>
#undef AddEnvironmentCleanupHook
#undef RemoveEnvironmentCleanupHook
