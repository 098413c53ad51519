import { CLI_ACTOR, PROGRAM_ACTOR, SETUP_ACTOR } from '../../audit/audit-event.js'
import { ANONYMOUS_DETAILS } from '../../audit/sign-in-event.js'
import type { TextWithoutParams } from '../../locales/messages.js'
import type { Translator } from '../../locales/translator.js'

/** Actors that are no users, by the name that is stored with their actions. */
const ACTOR_TEXTS: ReadonlyMap<string, TextWithoutParams> = new Map([
  [CLI_ACTOR.name, 'adminEvents.actor.command-line'],
  [PROGRAM_ACTOR.name, 'adminEvents.actor.program'],
  [SETUP_ACTOR.name, 'adminEvents.actor.setup-link'],
  [ANONYMOUS_DETAILS.actor, 'adminEvents.actor.deleted'],
])

/** The name of an actor that is no user, in the language of the page. */
export function actorName(name: string | null, translator: Translator): string {
  if (name === null) return translator.t('adminEvents.actor.unknown')
  const key = ACTOR_TEXTS.get(name)
  return key === undefined ? name : translator.t(key)
}

/** A detail of an action in words, such as "version 2" or "changed scopes icon"; null for one that tells people nothing. */
export function formatDetail(
  [field, detail]: readonly [string, unknown],
  translator: Translator,
): string | null {
  const value = typeof detail === 'string' ? detail : JSON.stringify(detail)
  switch (field) {
    case 'version':
    case 'to':
    case 'into':
    case 'role':
    case 'roles':
    case 'issuer':
    case 'code':
    case 'reason':
      return translator.t(`adminEvents.detail.${field}`, { value })
    case 'from':
      return translator.t(
        typeof detail === 'number' ? 'adminEvents.detail.fromVersion' : 'adminEvents.detail.from',
        { value },
      )
    case 'accounts':
    case 'users':
      return translator.t(`adminEvents.detail.${field}`, { count: countOf(detail) })
    case 'failures':
    case 'warnings':
      return translator.t(`adminDoctor.${field}`, { count: countOf(detail) })
    case 'passed':
      return translator.t(detail === true ? 'adminEvents.detail.passed' : 'adminEvents.detail.failed')
    case 'sessions':
      return translator.t('adminEvents.detail.oneSession')
    case 'by':
      return translator.t(detail === 'link' ? 'adminEvents.detail.byLink' : 'adminEvents.detail.byEmail')
    case 'freedEmail':
      return detail === true ? translator.t('adminEvents.detail.addressFreed') : null
    case 'toId':
    case 'intoId':
      return null
    default:
      return Array.isArray(detail) ? changes(detail, translator) : `${field} ${value}`
  }
}

/** A number, or how many members a list has. */
function countOf(detail: unknown): number {
  return Array.isArray(detail) ? detail.length : Number(detail)
}

function changes(fields: readonly unknown[], translator: Translator): string | null {
  return fields.length === 0
    ? null
    : translator.t('adminEvents.detail.changed', { value: fields.map(String).join(' ') })
}
