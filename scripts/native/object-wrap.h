// Included before everything else when scripts/sqlite.js compiles better-sqlite3. The base class of its objects becomes
// that of Node 24.18, without cleanup hooks: removing one aborts the process when the garbage collector runs while no
// JavaScript does.
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
