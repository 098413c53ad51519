import { withoutPrototype } from './without-prototype.js'

/** Whether this is what JSON calls an object. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The object that the text is; null when it is not JSON, or something else. */
export function parseJsonObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? withoutPrototype(Object.entries(value)) : null
  } catch {
    return null
  }
}
