// The subpath `portcullis/pipeline`: custom steps of a site. docs/pipeline.md describes them.

import type { SignInFacts } from '../pipeline/open-facts.js'

export type {
  DisconnectionStart,
  QuestionValues as FormValues,
  Granted,
  SignInEnd as SignedIn,
  SignInStart as Start,
} from '../pipeline/open-facts.js'
export {
  builtIn,
  builtInDisconnection,
  type DefaultDisconnection,
  type DefaultPipeline,
  type DisconnectionPipeline,
  type SignInPipeline,
} from '../pipeline/built-in-steps.js'
export {
  proceed,
  refuse,
  step,
  type NamedStep,
  type RefusalTexts,
  type StepOutcome,
} from '../pipeline/named-step.js'
export type { OpenPipeline } from '../pipeline/open-pipeline.js'
export {
  answerTo,
  ask,
  type Confirmation,
  type QuestionField as FormField,
  type FormQuestion,
  type OwnHalt as Halt,
} from '../pipeline/own-question.js'

export type ClaimsChecked = SignInFacts['ClaimsChecked']
export type Allowed = SignInFacts['Allowed']
export type AccountLookup = SignInFacts['AccountLookup']
export type EmailResolved = SignInFacts['EmailResolved']
export type LinkDecided = SignInFacts['LinkDecided']
export type TermsAccepted = SignInFacts['TermsAccepted']
export type UsernameChosen = SignInFacts['UsernameChosen']
export type WithUser = SignInFacts['WithUser']
export type AccountLinked = SignInFacts['AccountLinked']
export type Active = SignInFacts['Active']
