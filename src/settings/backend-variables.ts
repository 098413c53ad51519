import { BACKEND_FIELDS, suggestField, splitField } from './backend-field.js'
import type { RawBackends } from './backends-file.js'
import { closestWord } from './closest.js'
import type { Environment } from './environment.js'
import { SETTING_NAMES } from './setting-names.js'

// What Kubernetes puts into the environment of every container when there is a service called `backend`.
const KUBERNETES_VARIABLE =
  /^BACKEND(?:_[A-Z0-9]+)*_(?:SERVICE_(?:HOST|PORT)(?:_\w+)?|PORT(?:_\d+_(?:TCP|UDP)\w*)?)$/

/** Lays BACKEND_<NAME>_<FIELD> over the backends of the file; what is no field is a fault. */
export function readBackendVariables(env: Environment, backends: RawBackends): void {
  const fromFile = [...backends.keys()]
  for (const variable of env.names.filter(
    (name) => name.startsWith('BACKEND_') && !KUBERNETES_VARIABLE.test(name),
  )) {
    const split = splitField(variable.slice('BACKEND_'.length))
    if (split === null) {
      reportUnknownField(env, variable)
      continue
    }
    const name = resolveBackendName(env, variable, split.name, fromFile)
    if (name === null) continue
    const fields = backends.get(name) ?? new Map<string, unknown>()
    const previous = fields.get(split.field)
    fields.set(split.field, env.parse(variable, env.variable(variable) ?? '', split.schema, previous))
    backends.set(name, fields)
  }
  reportPluralName(env)
}

// Variables cannot have a `-`, so that `_` stands for it: BACKEND_MY_COMPANY_ISSUER is the issuer of `my-company`.
function resolveBackendName(
  env: Environment,
  variable: string,
  text: string,
  names: readonly string[],
): string | null {
  const lower = text.toLowerCase()
  const matches = names.filter((name) => name.toLowerCase().replaceAll('-', '_') === lower)
  if (matches.length > 1) {
    env.addError(
      variable,
      `could mean ${matches.join(' or ')}`,
      'Rename one of them, or set the field in BACKENDS_FILE',
    )
    return null
  }
  if (matches[0] !== undefined) return matches[0]
  if (/^[a-z0-9]+(?:_[a-z0-9]+)*$/.test(lower)) return lower.replaceAll('_', '-')
  env.addError(
    variable,
    'does not hold the name of a backend',
    'Write BACKEND_, the name with _ for -, _ and the field',
  )
  return null
}

function reportUnknownField(env: Environment, variable: string): void {
  const closestName = suggestField(variable.slice('BACKEND_'.length))
  const suggestion = closestName === null ? closestWord(variable, SETTING_NAMES) : `BACKEND_${closestName}`
  const fix =
    suggestion === null
      ? `Write BACKEND_<NAME>_<FIELD>; the fields are ${Object.keys(BACKEND_FIELDS).join(', ')}, in capitals with _`
      : `Did you mean ${suggestion}? Rename or remove it`
  env.addError(variable, 'does not end with a field of backends', fix)
}

function reportPluralName(env: Environment): void {
  for (const name of env.names.filter((candidate) => candidate.startsWith('BACKENDS_'))) {
    const rest = name.slice('BACKENDS_'.length)
    if (splitField(rest))
      env.addError(name, 'is not a setting', `Did you mean BACKEND_${rest}? Rename or remove it`)
  }
}
