/** Accents of real providers, for `op.speak(...)`: one file each. */
export type { Accent } from './accent.js'
export { discord } from './discord.js'
export { facebook } from './facebook.js'
export { github } from './github.js'
