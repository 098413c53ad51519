// What users change of their own profile: the name and the picture as often as they like, the user name once. What they have
// edited stays as it is at the next sign-in, and they can go back to what their provider says.

import { PortcullisError } from '../errors.js'
import { message } from '../locales/messages.js'
import {
  type EditedProfile,
  type ProviderProfile,
  readEditedProfile,
  toProviderProfileColumn,
} from '../pipeline/edited-profile.js'
import { requireChoosableUsername } from '../pipeline/steps/choose-username.js'
import type { RecentlyAuthenticated } from '../recent-authentication.js'
import type { Settings } from '../settings/settings.js'
import type { User } from '../store/models.js'
import type { Queries, Store } from '../store/store.js'

/** In characters; what a provider or a program may set is as long. */
export const MAX_NAME_LENGTH = 200
export const MAX_PICTURE_LENGTH = 2000

/** What changes. Null goes back to what the provider says; an empty text leaves the field without a value. */
export interface ProfileEdit {
  readonly name?: string | null
  readonly picture?: string | null
}

export interface EditProfileDeps {
  readonly store: Pick<Store, 'atomically'>
  readonly site: Pick<Settings, 'profileEditing' | 'reservedUsernames'>
  readonly clock: () => Date
}

/** Which fields of a profile an edit concerns. */
const GROUPS = { name: ['name', 'givenName', 'familyName'], picture: ['picture'] } as const

/**
 * Changes the name or the picture of a user. Fields that have the value already are left alone.
 * @returns whether anything has changed
 * @throws PortcullisError profile_rejected
 */
export async function editProfile(
  { store, site, clock }: EditProfileDeps,
  userId: string,
  edit: ProfileEdit,
): Promise<boolean> {
  const wanted = parseEdit(edit, site)
  return store.atomically(async (tx) => {
    const now = clock()
    return saveEdit(tx, await requireLocked(tx, userId, now), wanted, now)
  })
}

function parseEdit({ name, picture }: ProfileEdit, site: EditProfileDeps['site']): WantedProfile {
  if (name !== undefined) requireEditable(site, 'name')
  if (picture !== undefined) requireEditable(site, 'picture')
  return {
    ...(name === undefined ? {} : { name: name === null ? null : { value: parseName(name) } }),
    ...(picture === undefined ? {} : { picture: picture === null ? null : { value: parsePicture(picture) } }),
  }
}

async function requireLocked(
  tx: Pick<Queries, 'lockUser' | 'findUser'>,
  userId: string,
  now: Date,
): Promise<User> {
  await tx.lockUser(userId, now)
  const user = await tx.findUser(userId)
  if (user !== null) return user
  throw new PortcullisError('login_required', { detail: message('detail.session.userDeleted') })
}

/** Writes what changes. @returns whether anything does */
async function saveEdit(
  tx: Pick<Queries, 'updateUser'>,
  user: User,
  wanted: WantedProfile,
  now: Date,
): Promise<boolean> {
  const { changes, edited } = applyEdit(user, wanted)
  if (Object.keys(changes).length === 0) return false
  await tx.updateUser(user.id, { ...changes, providerProfile: toProviderProfileColumn(edited) }, now)
  return true
}

/**
 * The same for an administrator, who may change the name of any user. Call it in a transaction that has locked the user.
 * @throws PortcullisError profile_rejected
 */
export function editNameAsAdministrator(
  tx: Pick<Queries, 'updateUser'>,
  user: User,
  name: string,
  now: Date,
): Promise<boolean> {
  const value = parseName(name)
  return value === user.name ? Promise.resolve(false) : saveEdit(tx, user, { name: { value } }, now)
}

/**
 * Gives a user another user name on behalf of an administrator. A user has at most two in all, of which no other user gets
 * either: so after one change, the only other name is the former one. Call it in a transaction that has locked the user.
 * @throws PortcullisError username_rejected
 */
export async function renameAsAdministrator(
  tx: Pick<Queries, 'listTakenUsernames' | 'renameUser'>,
  { user, username, reservedUsernames }: Renaming,
  now: Date,
): Promise<void> {
  requireChoosableUsername(username, reservedUsernames)
  const isTaken = username !== user.formerUsername && (await tx.listTakenUsernames([username])).length > 0
  if (isTaken) throw editRejected('username_rejected', 'setup.usernameTaken')
  if (!(await tx.renameUser(user.id, username, now)))
    throw new PortcullisError('username_rejected', {
      text: message('adminUser.renamedBefore', { username: user.formerUsername ?? '' }),
    })
}

interface Renaming extends Pick<EditProfileDeps['site'], 'reservedUsernames'> {
  readonly user: Pick<User, 'id' | 'formerUsername'>
  readonly username: string
}

type WantedProfile = Readonly<Partial<Record<keyof typeof GROUPS, { readonly value: string | null } | null>>>

function applyEdit(
  user: User,
  wanted: WantedProfile,
): { readonly changes: Partial<ProviderProfile>; readonly edited: EditedProfile } {
  const changes = new Map<keyof ProviderProfile, string | null>()
  const edited = new Map<keyof ProviderProfile, string | null>()
  const before = readEditedProfile(user)
  for (const group of ['name', 'picture'] as const) {
    const edit = wanted[group]
    const isReset = edit === null
    const isEdit = edit !== undefined && edit !== null && edit.value !== user[group]
    for (const field of GROUPS[group]) {
      const provided = before[field]
      if (isReset && provided !== undefined) changes.set(field, provided)
      if (isEdit) changes.set(field, field === group ? edit.value : null)
      if (!isReset && (isEdit || provided !== undefined))
        edited.set(field, provided === undefined ? user[field] : provided)
    }
  }
  return { changes: Object.fromEntries(changes), edited: Object.fromEntries(edited) }
}

/**
 * Gives a user the user name that they have chosen, which is possible once. Their former name stays theirs, so that
 * no other user can appear under it in an application that knows its users by name.
 * @param proof that the user has just authenticated, because passwords and applications know them by this name
 * @param edit what else of the profile changes: all of it or, after an error, nothing
 * @throws PortcullisError username_rejected, profile_rejected
 */
export async function chooseOwnUsername(
  { store, site, clock }: EditProfileDeps,
  proof: RecentlyAuthenticated,
  text: string,
  edit: ProfileEdit,
): Promise<void> {
  const username = text.trim().toLowerCase()
  if (!site.profileEditing.includes('username'))
    throw editRejected('username_rejected', 'profile.notEditable')
  requireChoosableUsername(username, site.reservedUsernames)
  const wanted = parseEdit(edit, site)
  await store.atomically(async (tx) => {
    const now = clock()
    const user = await requireLocked(tx, proof.userId, now)
    if (user.username === username) throw editRejected('username_rejected', 'profile.usernameSame')
    if (user.formerUsername !== null) throw editRejected('username_rejected', 'profile.usernameOnce')
    if ((await tx.listTakenUsernames([username])).length > 0)
      throw editRejected('username_rejected', 'setup.usernameTaken')
    if (!(await tx.renameUser(user.id, username, now)))
      throw editRejected('username_rejected', 'profile.usernameOnce')
    await saveEdit(tx, user, wanted, now)
  })
}

function requireEditable({ profileEditing }: EditProfileDeps['site'], field: 'name' | 'picture'): void {
  if (!profileEditing.includes(field)) throw editRejected('profile_rejected', 'profile.notEditable')
}

// Control characters, halves of characters, and those that reverse or hide the text around them.
const UNSEEN = /[\p{Cc}\p{Cs}\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/u

/** A name as it is stored; null for an empty one. @throws PortcullisError profile_rejected */
export function parseName(text: string): string | null {
  const name = text.replace(/\s+/g, ' ').trim()
  if (name.length > MAX_NAME_LENGTH || UNSEEN.test(name))
    throw editRejected('profile_rejected', 'profile.nameRules')
  return name === '' ? null : name
}

/** Browsers of others load the picture, so it is an https URL without a password in it. */
function parsePicture(text: string): string | null {
  const trimmed = text.trim()
  if (trimmed === '') return null
  const url = URL.parse(trimmed)
  const isFit = url?.protocol === 'https:' && url.hostname !== '' && url.username + url.password === ''
  if (!isFit || url.href.length > MAX_PICTURE_LENGTH)
    throw editRejected('profile_rejected', 'profile.pictureRules')
  return url.href
}

function editRejected(
  code: 'profile_rejected' | 'username_rejected',
  key:
    | 'profile.nameRules'
    | 'profile.pictureRules'
    | 'profile.notEditable'
    | 'profile.usernameOnce'
    | 'profile.usernameSame'
    | 'setup.usernameTaken',
): PortcullisError {
  return new PortcullisError(code, { text: message(key) })
}
