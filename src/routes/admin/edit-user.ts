import type { Context } from 'koa'
import type Router from 'koa-router'
import { toAuditEvent } from '../../audit/audit-event.js'
import { PortcullisError } from '../../errors.js'
import { editNameAsAdministrator, renameAsAdministrator } from '../../flows/edit-profile.js'
import { message } from '../../locales/messages.js'
import { readForm } from '../../middleware/body.js'
import type { AdminUserEditPage, FormError } from '../../pages/render.js'
import { parseJson } from '../../parse-json.js'
import type { CurrentSession } from '../../sessions/session-store.js'
import type { User } from '../../store/models.js'
import type { Queries } from '../../store/store.js'
import type { UserListItem } from '../../store/user-lists.js'
import { mergeFields, parseFields, readFields, type UserExtension } from '../../user-extension.js'
import { notifyRenamed } from '../account-notices.js'
import { isRecentlyAuthenticated } from '../current-user.js'
import { withFlash } from '../flash.js'
import { renderErrorsOnForm } from '../form-errors.js'
import { redirect, sendPage, type Services } from '../services.js'
import { adminLayout, requireAdmin, requireRecentAdminForm, toActor } from './access.js'
import { readId, requireUser } from './find-user.js'

/** The form with the name, the user name and the fields of a user. */
export function editUserRoutes(router: Router, services: Services): void {
  router.get('/admin/users/:id/edit', async (ctx) => {
    const current = requireAdmin(services, ctx)
    const user = await requireUser(services, ctx)
    sendPage(services, ctx, editPage(services, ctx, current, { user, form: null, error: null }))
  })

  router.post('/admin/users/:id/edit', async (ctx) => {
    const path = `/admin/users/${readId(ctx, 'id', 'unknown_user')}`
    const current = requireRecentAdminForm(services, ctx, `${path}/edit`)
    const user = await requireUser(services, ctx)
    const form = readForm(ctx)
    renderErrorsOnForm(ctx, (error) => editPage(services, ctx, current, { user, form, error }))
    const edited = await services.store.atomically((tx) => editUser(services, tx, { current, user, form }))
    if (edited.isRenamed) notifyRenamed(services, ctx, user, 'administrator')
    const { basePath } = services.site
    redirect(ctx, edited.hasChanged ? withFlash(basePath + path, 'user-edited') : basePath + path)
  })
}

/** Writes what the form changes, with one event that names it. @returns whether anything has changed, and the user name */
async function editUser(
  { site, userExtension, clock }: Pick<Services, 'site' | 'userExtension' | 'clock'>,
  tx: Queries,
  { current, user: { id }, form }: { current: CurrentSession; user: UserListItem; form: URLSearchParams },
): Promise<{ readonly hasChanged: boolean; readonly isRenamed: boolean }> {
  const now = clock()
  await tx.lockUser(id, now)
  const user = await tx.findUser(id)
  if (user === null) throw new PortcullisError('unknown_user', { detail: 'the user was deleted meanwhile' })
  const changed: string[] = []
  const name = form.get('name')
  if (name !== null && (await editNameAsAdministrator(tx, user, name, now))) changed.push('name')
  const username = form.get('username')?.trim().toLowerCase() ?? user.username
  const isRenamed = username !== user.username
  if (isRenamed) {
    await renameAsAdministrator(tx, { user, username, reservedUsernames: site.reservedUsernames }, now)
    changed.push('username')
  }
  const fields = readChangedFields(form, user, userExtension)
  if (Object.keys(fields).length > 0) {
    await tx.updateUser(id, { fields: mergeFields(user.fields, fields) }, now)
    changed.push(...Object.keys(fields))
  }
  if (changed.length === 0) return { hasChanged: false, isRenamed }
  const detail = { username: user.username, changed }
  await tx.createEvents([
    toAuditEvent({ kind: 'user.edited', actor: toActor(current), userId: id, detail }, now),
  ])
  return { hasChanged: true, isRenamed }
}

/** The fields whose text is another one than the page has shown. An empty text removes the value. */
function readChangedFields(
  form: URLSearchParams,
  user: User,
  extension: UserExtension,
): Readonly<Record<string, unknown>> {
  const entries = listFieldTexts(user, extension).flatMap(({ name, value, current }) => {
    // Browsers send line ends as CRLF.
    const text = form.get(`field.${name}`)?.replaceAll('\r\n', '\n') ?? value
    if (text === value) return []
    return [[name, text === '' ? undefined : parseFieldText(name, { text, current }, extension)] as const]
  })
  return Object.fromEntries(entries)
}

/**
 * A text as the schema of the field accepts it: as a string, or as JSON. The kind of the current value is tried first.
 * @throws PortcullisError field_invalid
 */
function parseFieldText(
  name: string,
  { text, current }: { readonly text: string; readonly current: unknown },
  extension: UserExtension,
): unknown {
  const json = parseJson(text)
  const candidates = current === undefined || typeof current === 'string' ? [text, json] : [json, text]
  for (const candidate of candidates) {
    if (candidate === undefined) continue
    try {
      return parseFields({ [name]: candidate }, extension)[name]
    } catch (error) {
      if (!(error instanceof PortcullisError)) throw error
    }
  }
  throw new PortcullisError('field_invalid', { text: message('adminUser.fieldRefused', { field: name }) })
}

interface FieldText {
  readonly name: string
  readonly value: string
  readonly current: unknown
}

function listFieldTexts(user: User, extension: UserExtension): readonly FieldText[] {
  const values = new Map(Object.entries(readFields(user, extension)))
  return Object.keys(extension.fields.shape).map((name) => {
    const current = values.get(name)
    const isText = current === undefined || typeof current === 'string'
    return { name, current, value: isText ? (current ?? '') : JSON.stringify(current) }
  })
}

function editPage(
  { userExtension, clock }: Pick<Services, 'userExtension' | 'clock'>,
  ctx: Context,
  current: CurrentSession,
  {
    user,
    form,
    error,
  }: {
    readonly user: UserListItem
    readonly form: URLSearchParams | null
    readonly error: FormError | null
  },
): AdminUserEditPage {
  const { id, username } = user
  return {
    name: 'admin/user-edit',
    ...adminLayout(ctx, current, 'users'),
    person: { id, username },
    entered: {
      username: form?.get('username') ?? username,
      personName: form?.get('name') ?? user.name ?? '',
    },
    formerUsername: user.formerUsername,
    fields: listFieldTexts(user, userExtension).map(({ name, value }) => ({
      name,
      value: form?.get(`field.${name}`) ?? value,
    })),
    isRecent: isRecentlyAuthenticated(current, clock()),
    error,
  }
}
