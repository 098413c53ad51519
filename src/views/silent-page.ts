/** The end of a silent sign-in, mostly in a frame that nobody sees. */
export interface SilentEndPage {
  readonly name: 'silent-end'
  readonly isSignedIn: boolean
}
