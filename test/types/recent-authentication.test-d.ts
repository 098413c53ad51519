/** Proofs for `tsc --noEmit`: what adds or removes a login method, without a recent sign-in. Nothing here is ever run. */
import { setPassword } from '../../src/backends/password/policy.js'
import { approveDevice } from '../../src/flows/device-approval.js'
import type { DeviceDeps } from '../../src/flows/device-grant.js'
import { disconnect, type DisconnectStart } from '../../src/pipeline/disconnect.js'
import { completeSignIn, type CompleteSignInDeps, type SignInRequest } from '../../src/pipeline/run.js'
import type { SignInRecorder } from '../../src/pipeline/sign-in-recorder.js'
import { RecentlyAuthenticated } from '../../src/recent-authentication.js'
import type { RecentAdministrator } from '../../src/routes/admin/access.js'
import type { UserActionContext } from '../../src/routes/admin/user-actions.js'
import { saveNewProvider } from '../../src/routes/admin/providers/save.js'
import type { AttemptPurpose } from '../../src/routes/sign-in.js'
import type { CurrentSession } from '../../src/sessions/session-store.js'
import type { Device } from '../../src/store/devices.js'
import type { Queries } from '../../src/store/store.js'

declare const proof: RecentlyAuthenticated
declare const current: CurrentSession

// @ts-expect-error -- only `prove` makes one
new RecentlyAuthenticated('user')

// An object of the same form is none.
type IsForgeable = { readonly userId: string } extends RecentlyAuthenticated ? true : false
export const isForgeable: IsForgeable = false

// @ts-expect-error -- nor is what `prove` returns, before it was checked
export const unchecked: RecentlyAuthenticated = RecentlyAuthenticated.prove(
  { session: current.session },
  new Date(),
)

export async function passwords(tx: Queries, hash: string, now: Date): Promise<void> {
  const input = { user: current.user, hash, now }
  // @ts-expect-error -- setting a password needs the proof
  await setPassword(tx, input)
  await setPassword(tx, { ...input, proof })
}

export async function disconnecting(start: Omit<DisconnectStart, 'proof'>): Promise<void> {
  // @ts-expect-error -- disconnecting an account, or removing a password, needs the proof
  await disconnect.run(start, () => undefined)
  await disconnect.run({ ...start, proof }, () => undefined)
}

// @ts-expect-error -- an attempt to connect an account starts with the proof
export const started: AttemptPurpose = { intent: 'connect', userId: 'user' }
export const startedWithProof: AttemptPurpose = { intent: 'connect', proof }

export async function connecting(
  deps: CompleteSignInDeps,
  request: Omit<SignInRequest, 'intent' | 'connecting'>,
  recorder: SignInRecorder,
): Promise<void> {
  // @ts-expect-error -- and it ends with the proof
  await completeSignIn(deps, { ...request, intent: 'connect', connecting: { current } }, recorder)
  // @ts-expect-error -- a connection without its session
  await completeSignIn(deps, { ...request, intent: 'connect' }, recorder)
  await completeSignIn(deps, { ...request, intent: 'connect', connecting: { current, proof } }, recorder)
}

export async function devices(deps: DeviceDeps, device: Device): Promise<void> {
  // @ts-expect-error -- approving a device needs the proof
  await approveDevice(deps, device, current)
  await approveDevice(deps, device, { ...current, proof })
}

export async function administrators(
  services: Parameters<typeof saveNewProvider>[0],
  draft: Parameters<typeof saveNewProvider>[1],
): Promise<void> {
  // @ts-expect-error -- an administrator who adds a provider needs the proof
  await saveNewProvider(services, draft, current)
  await saveNewProvider(services, draft, { ...current, proof })
}

// @ts-expect-error -- and so does one who acts on a user
export const acting: UserActionContext['current'] = current
export const actingWithProof: RecentAdministrator = { ...current, proof }
