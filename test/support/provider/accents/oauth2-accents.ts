import type { Accent } from './oauth2-accent.js'
import { atlassian } from './atlassian.js'
import { bitbucket } from './bitbucket.js'
import { figma } from './figma.js'
import { kakao } from './kakao.js'
import { mastodon } from './mastodon.js'
import { naver } from './naver.js'
import { nextcloud } from './nextcloud.js'
import { notion } from './notion.js'
import { patreon } from './patreon.js'
import { paypal } from './paypal.js'
import { reddit } from './reddit.js'
import { spotify } from './spotify.js'
import { strava } from './strava.js'
import { tiktok } from './tiktok.js'
import { wordpress } from './wordpress.js'
import { x } from './x.js'
import { yandex } from './yandex.js'
import { zoom } from './zoom.js'

/** How each OAuth 2 provider of a preset speaks, by the name of the preset. */
export const OAUTH2_ACCENTS: Readonly<Record<string, Accent>> = {
  atlassian,
  bitbucket,
  figma,
  kakao,
  mastodon,
  naver,
  nextcloud,
  notion,
  patreon,
  paypal,
  reddit,
  spotify,
  strava,
  tiktok,
  wordpress,
  x,
  yandex,
  zoom,
}
