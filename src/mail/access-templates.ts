/** What has changed about the ways to sign in to an account. A label is the name of a provider. */
export type AccessChange =
  | { readonly kind: 'connected' | 'disconnected'; readonly label: string }
  | { readonly kind: 'password-set' | 'password-changed' | 'password-removed' | 'device-approved' }

/**
 * The subject of the email about this change, and what has happened, as lines of the email. A device chooses its own
 * name, so the name is not in the email.
 */
export function describeAccessChange(
  change: AccessChange,
  name: string,
): { readonly subject: string; readonly lines: readonly string[] } {
  switch (change.kind) {
    case 'connected':
      return {
        subject: `A sign-in method was added to your account at ${name}`,
        lines: [`You can now also sign in with ${change.label}.`],
      }
    case 'disconnected':
      return {
        subject: `A sign-in method was removed from your account at ${name}`,
        lines: [`You can no longer sign in with ${change.label}.`],
      }
    case 'password-set':
      return {
        subject: `A password was set for your account at ${name}`,
        lines: ['You can now also sign in with a password.'],
      }
    case 'password-changed':
      return {
        subject: `Your password at ${name} was changed`,
        lines: ['All other sessions were signed out.'],
      }
    case 'password-removed':
      return {
        subject: `The password of your account at ${name} was removed`,
        lines: ['You can no longer sign in with a password.'],
      }
    case 'device-approved':
      return {
        subject: `A device was signed in to your account at ${name}`,
        lines: ['Your account page lists all devices and signs them out.'],
      }
  }
}
