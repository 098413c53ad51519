// The steps of Portcullis as a configuration names them, with the facts that each needs and gives. steps/ has what they do.
// It is part of the package's declarations, so it imports nothing that leads to the database.

import type { Fields } from '../public-types.js'
import type {
  DisconnectionFacts,
  DisconnectionStart,
  Granted,
  SignInEnd,
  SignInFacts,
  SignInStart,
} from './open-facts.js'
import { BuiltInStep, type NamedStep, type StepList } from './named-step.js'
import { OpenPipeline } from './open-pipeline.js'

type Fact = SignInFacts

/** The steps of Portcullis, for custom lists. docs/pipeline.md says what each does. */
export const builtIn = {
  checkRequiredClaims: new BuiltInStep<
    'checkRequiredClaims',
    Pick<SignInStart, 'identity'>,
    Fact['ClaimsChecked']
  >('checkRequiredClaims', {}, ['complete']),
  checkAllowed: new BuiltInStep<'checkAllowed', Fact['ClaimsChecked'], Fact['Allowed']>(
    'checkAllowed',
    { complete: 'present' },
    ['allowed'],
  ),
  findAccount: new BuiltInStep<'findAccount', Fact['Allowed'], Fact['AccountLookup']>(
    'findAccount',
    { allowed: 'present' },
    ['account', 'user'],
  ),
  resolveEmail: new BuiltInStep<
    'resolveEmail',
    Fact['Allowed'] & Fact['AccountLookup'],
    Fact['EmailResolved']
  >('resolveEmail', { allowed: 'present', account: 'nullable', user: 'nullable' }, [
    'email',
    'emailVerified',
    'provenEmail',
  ]),
  decideUser: new BuiltInStep<
    'decideUser',
    Fact['Allowed'] & Fact['EmailResolved'] & Fact['AccountLookup'],
    Fact['LinkDecided'] & Pick<Fact['EmailResolved'], 'provenEmail'>
  >(
    'decideUser',
    {
      allowed: 'present',
      email: 'nullable',
      emailVerified: 'present',
      provenEmail: 'nullable',
      account: 'nullable',
      user: 'nullable',
    },
    ['user', 'mayCreate', 'provenEmail'],
  ),
  acceptTerms: new BuiltInStep<'acceptTerms', Fact['LinkDecided'], Fact['TermsAccepted']>(
    'acceptTerms',
    { user: 'nullable', mayCreate: 'present' },
    ['acceptedTerms'],
  ),
  chooseUsername: new BuiltInStep<'chooseUsername', Fact['LinkDecided'], Fact['UsernameChosen']>(
    'chooseUsername',
    { user: 'nullable', mayCreate: 'present' },
    ['username'],
  ),
  createUser: new BuiltInStep<
    'createUser',
    Fact['Allowed'] &
      Fact['EmailResolved'] &
      Fact['TermsAccepted'] &
      Fact['LinkDecided'] &
      Fact['UsernameChosen'],
    Fact['WithUser']
  >(
    'createUser',
    {
      allowed: 'present',
      email: 'nullable',
      emailVerified: 'present',
      provenEmail: 'nullable',
      acceptedTerms: 'nullable',
      user: 'nullable',
      mayCreate: 'present',
      username: 'nullable',
    },
    ['user'],
  ),
  associateAccount: new BuiltInStep<
    'associateAccount',
    Pick<Fact['AccountLookup'], 'account'> & Fact['WithUser'],
    Fact['AccountLinked']
  >('associateAccount', { account: 'nullable', user: 'present' }, ['account', 'linkedNow']),
  updateAccount: new BuiltInStep<'updateAccount', Fact['AccountLinked'], object>(
    'updateAccount',
    { account: 'present', linkedNow: 'present' },
    [],
  ),
  updateUser: new BuiltInStep<
    'updateUser',
    Fact['WithUser'] & Fact['EmailResolved'] & Fact['TermsAccepted'] & Fact['AccountLinked'],
    Fact['WithUser']
  >(
    'updateUser',
    {
      user: 'present',
      email: 'nullable',
      emailVerified: 'present',
      provenEmail: 'nullable',
      acceptedTerms: 'nullable',
      account: 'present',
      linkedNow: 'present',
    },
    ['user'],
  ),
  saveGranted: new BuiltInStep<'saveGranted', Fact['WithUser'] & Granted, Fact['WithUser']>(
    'saveGranted',
    { user: 'present' },
    ['user'],
  ),
  grantAdmin: new BuiltInStep<'grantAdmin', Fact['WithUser'], Fact['WithUser']>(
    'grantAdmin',
    { user: 'present' },
    ['user'],
  ),
  checkActive: new BuiltInStep<'checkActive', Fact['WithUser'], Fact['Active']>(
    'checkActive',
    { user: 'present' },
    ['active'],
  ),
} as const

type BuiltIn = typeof builtIn

type DefaultSteps<F extends Fields, R extends string> = readonly [
  BuiltIn['checkRequiredClaims'],
  BuiltIn['checkAllowed'],
  BuiltIn['findAccount'],
  BuiltIn['resolveEmail'],
  BuiltIn['decideUser'],
  BuiltIn['acceptTerms'],
  BuiltIn['chooseUsername'],
  BuiltIn['createUser'],
  BuiltIn['associateAccount'],
  BuiltIn['updateAccount'],
  BuiltIn['updateUser'],
  NamedStep<'saveGranted', Fact['WithUser'] & Granted<F, R>, Fact['WithUser']>,
  BuiltIn['grantAdmin'],
  BuiltIn['checkActive'],
]

/** The steps of a sign-in, in the order of Portcullis. */
export type DefaultPipeline<F extends Fields = Fields, R extends string = string> = OpenPipeline<
  SignInStart,
  DefaultSteps<F, R>
>

/** A list of steps with which people can sign in. */
export interface SignInPipeline<F extends Fields = Fields, R extends string = string> {
  readonly steps: StepList
  readonly end: (start: SignInStart) => SignInEnd<F, R>
}

/** The default list, for a configuration to change. */
export const DEFAULT_STEPS: DefaultPipeline = new OpenPipeline([
  builtIn.checkRequiredClaims,
  builtIn.checkAllowed,
  builtIn.findAccount,
  builtIn.resolveEmail,
  builtIn.decideUser,
  builtIn.acceptTerms,
  builtIn.chooseUsername,
  builtIn.createUser,
  builtIn.associateAccount,
  builtIn.updateAccount,
  builtIn.updateUser,
  builtIn.saveGranted,
  builtIn.grantAdmin,
  builtIn.checkActive,
] as const)

/** The steps of disconnecting an account, for custom lists. */
export const builtInDisconnection = {
  lockAccount: new BuiltInStep<'lockAccount', DisconnectionStart, DisconnectionFacts['AccountLocked']>(
    'lockAccount',
    {},
    ['account'],
  ),
  requireOtherLoginMethod: new BuiltInStep<
    'requireOtherLoginMethod',
    DisconnectionFacts['AccountLocked'],
    DisconnectionFacts['OtherLogin']
  >('requireOtherLoginMethod', { account: 'present' }, ['hasOtherLogin']),
  detachSession: new BuiltInStep<'detachSession', DisconnectionFacts['OtherLogin'], object>(
    'detachSession',
    { hasOtherLogin: 'present' },
    [],
  ),
  deleteAccount: new BuiltInStep<
    'deleteAccount',
    DisconnectionFacts['AccountLocked'] & DisconnectionFacts['OtherLogin'],
    DisconnectionFacts['AccountDeleted']
  >('deleteAccount', { account: 'present', hasOtherLogin: 'present' }, ['isDeleted']),
} as const

type BuiltInDisconnection = typeof builtInDisconnection

/** The steps of disconnecting an account, in the order of Portcullis. */
export type DefaultDisconnection = OpenPipeline<
  DisconnectionStart,
  readonly [
    BuiltInDisconnection['lockAccount'],
    BuiltInDisconnection['requireOtherLoginMethod'],
    BuiltInDisconnection['detachSession'],
    BuiltInDisconnection['deleteAccount'],
  ]
>

/** The default list of disconnecting, for a configuration to change. */
export const DEFAULT_DISCONNECTION: DefaultDisconnection = new OpenPipeline([
  builtInDisconnection.lockAccount,
  builtInDisconnection.requireOtherLoginMethod,
  builtInDisconnection.detachSession,
  builtInDisconnection.deleteAccount,
] as const)

/** A list of steps with which people can disconnect an account. */
export interface DisconnectionPipeline {
  readonly steps: StepList
  readonly end: (start: DisconnectionStart) => DisconnectionFacts['AccountDeleted']
}
