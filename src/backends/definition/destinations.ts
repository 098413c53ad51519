import { applyPreset } from './apply-preset.js'
import { FIELDS } from './fields.js'
import type { RawDefinition } from './shared-fields.js'

/** The fields that decide where secrets are sent. Parameters of a preset are part of them. */
const DESTINATION_FIELDS: readonly string[] = [
  'issuer',
  'issuerTemplate',
  'endpointParams',
  ...[...FIELDS].filter(([, { isEndpoint }]) => isEndpoint).map(([name]) => name),
]

/** Whether two definitions send their secrets to the same places. A secret is stored for these places only. */
export function hasSameDestinations(one: RawDefinition, other: RawDefinition): boolean {
  return destinationsOf(one) === destinationsOf(other)
}

function destinationsOf(fields: RawDefinition): string {
  const complete = applyPreset(fields, () => undefined) ?? fields
  return JSON.stringify(DESTINATION_FIELDS.map((name) => complete[name] ?? null))
}
