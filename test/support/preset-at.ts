import { getPreset } from '../../src/backends/presets/index.js'
import type { Op } from './provider/index.js'

/** A backend by preset, in which every address leads to this alias of the scripted provider instead; paths stay. */
export function presetAt(
  name: string,
  op: Op,
  more: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  const preset = getPreset(name)
  if (preset === undefined) throw new Error(`there is no preset ${name}`)
  const addresses = Object.entries(preset.fields).flatMap(([field, value]) =>
    typeof value === 'string' && /^https:/.test(value)
      ? [[field, value.replace(/^https:\/\/[^/]+/, op.issuer).replace('{clientId}', op.clientId)] as const]
      : [],
  )
  return {
    preset: name,
    clientId: op.clientId,
    clientSecret: op.clientSecret,
    ...Object.fromEntries(addresses),
    ...more,
  }
}
