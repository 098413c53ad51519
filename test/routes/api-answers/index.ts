import { deliverySamples } from './deliveries.js'
import { deviceSamples } from './devices.js'
import { emailLoginSamples } from './email-login.js'
import { passwordSamples } from './passwords.js'
import type { Sample } from './sample.js'
import { liveSamples } from './live.js'
import { sessionSamples } from './sessions.js'
import { tradeSamples } from './trade.js'

/** A real call for each documented end of each operation; every part of the API adds its own. */
export const samples: readonly Sample[] = [
  ...deviceSamples,
  ...passwordSamples,
  ...emailLoginSamples,
  ...sessionSamples,
  ...tradeSamples,
  ...liveSamples,
  ...deliverySamples,
]
