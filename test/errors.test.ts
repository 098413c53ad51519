import { ERROR_KINDS, errorTexts, isErrorCode } from '../src/errors.js'
import { ENGLISH } from '../src/locales/locales.js'

const CODES = Object.keys(ERROR_KINDS).filter(isErrorCode)

describe('the texts of errors', () => {
  test('name the provider by its label where it is known', () => {
    expect(errorTexts('identity_rejected', 'Acme', ENGLISH).title).toBe(
      'We couldn’t verify the response from Acme',
    )
    expect(errorTexts('provider_unavailable', 'Acme', ENGLISH).title).toBe('Acme is not available')
  })

  test('speak of "the provider" where it is not', () => {
    expect(errorTexts('identity_rejected', null, ENGLISH).title).toBe(
      'We couldn’t verify the response from the provider',
    )
    expect(ERROR_KINDS.provider_unavailable.title).toBe('The provider is not available')
  })

  test('take a label unchanged, whatever characters it has', () => {
    expect(errorTexts('provider_unavailable', '$& {provider}', ENGLISH).title).toBe(
      '$& {provider} is not available',
    )
  })

  test.each(CODES)('of %s are complete sentences without a gap', (code) => {
    for (const provider of [null, 'Acme']) {
      const { title, message, advice } = errorTexts(code, provider, ENGLISH)
      for (const text of [title, message, advice]) expect(text).not.toMatch(/[{}]|the The|(?:^|\. )the /)
      expect(title).toMatch(/^[A-Z][^.]*$/)
      for (const text of [message, advice]) expect(text).toMatch(/^[A-Z].*\.$/)
    }
    const { meaning, remedy } = ERROR_KINDS[code]
    for (const text of [meaning, remedy]) expect(text).toMatch(/^[A-Z`].*\.$/)
  })
})
