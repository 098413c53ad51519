import { hashToken } from '../crypto/token.js'

/** 132 bits. Some sessions are kept in a cookie, so it is short. */
const SID_HASH_LENGTH = 22

/**
 * What stands for a provider's own session in ours: a hash of the backend and of its `sid`. Whoever knows a `sid` can end
 * sessions by front-channel logout, so a copy of what we keep must not tell it; and a cookie must not grow with it.
 */
export function hashProviderSid(backend: string, sid: string): string
export function hashProviderSid(backend: string, sid: string | null): string | null
export function hashProviderSid(backend: string, sid: string | null): string | null {
  return sid === null ? null : hashToken(`provider session\0${backend}\0${sid}`).slice(0, SID_HASH_LENGTH)
}
