import type { Answer, Visitor } from '../../support/visitor.js'
import type { Language, ProviderCount, Stage } from './stage.js'

/** A page in one of its states, and how one gets there. */
export interface PageState {
  /** Names its pictures. */
  readonly name: string
  /** The template, such as `admin/users`. */
  readonly view: string
  /** How many providers the site offers; 4 without this. */
  readonly providers?: ProviderCount
  readonly open: (stage: Stage, language: Language) => Promise<Opened>
}

/** The page, what its frames show, and who has opened it if its scripts need the cookies. */
export type Opened = Answer & { readonly frames?: readonly Answer[]; readonly visitor?: Visitor }
