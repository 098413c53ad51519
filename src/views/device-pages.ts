import type { UserSummary } from './pages.js'

/** Where a person types the code of a device. */
export interface DevicePage {
  readonly name: 'device'
  readonly user: UserSummary
}

/** A device that asks, and the question. What it says of itself is foreign. */
export interface DeviceConfirmPage {
  readonly name: 'device-confirm'
  readonly user: UserSummary & { readonly username: string }
  /** As the device shows it, with a hyphen. */
  readonly code: string
  readonly device: {
    readonly name: string
    readonly clientId: string
    /** Program and system in words. */
    readonly program: string
    readonly address: string | null
    /** Whether it asked from where the person is now. */
    readonly sameNetwork: boolean
    /** How long ago it asked, such as "2 minutes ago". */
    readonly requestedAgo: string
  }
  readonly csrf: string
}

/** What was decided about a device. */
export interface DeviceDecidedPage {
  readonly name: 'device-decided'
  readonly user: UserSummary
  readonly isApproved: boolean
  readonly device: string
}

/** The pages about devices. */
export type DevicePages = DevicePage | DeviceConfirmPage | DeviceDecidedPage
