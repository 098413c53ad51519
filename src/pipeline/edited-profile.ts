import { z } from 'zod'
import { parseJson } from '../parse-json.js'
import type { User } from '../store/models.js'

/** The fields of a profile that a provider sets. The names go together: one that the user has edited replaces all three. */
export type ProviderProfile = Pick<User, 'name' | 'givenName' | 'familyName' | 'picture'>

/** The fields that the user has edited, and what the provider says of each. */
export type EditedProfile = Readonly<Partial<ProviderProfile>>

const TextSchema = z.string().nullable().optional()
const EditedSchema = z.object({
  name: TextSchema,
  givenName: TextSchema,
  familyName: TextSchema,
  picture: TextSchema,
})

/** Reads the column `providerProfile`. What another release has written, and this one does not know, is left out. */
export function readEditedProfile({ providerProfile }: Pick<User, 'providerProfile'>): EditedProfile {
  // Most users have edited nothing.
  if (providerProfile === '{}') return {}
  return toEditedProfile(EditedSchema.safeParse(parseJson(providerProfile)).data ?? {})
}

/** The column of a user who has edited these fields. */
export function toProviderProfileColumn(edited: EditedProfile): string {
  return JSON.stringify(edited)
}

function toEditedProfile(parsed: z.infer<typeof EditedSchema>): EditedProfile {
  const { name, givenName, familyName, picture } = parsed
  return {
    ...(name === undefined ? {} : { name }),
    ...(givenName === undefined ? {} : { givenName }),
    ...(familyName === undefined ? {} : { familyName }),
    ...(picture === undefined ? {} : { picture }),
  }
}
