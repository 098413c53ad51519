import { readCallback } from '../../../src/backends/protocol/callback.js'

// The route finds the attempt by its state, so no visitor gets here with another one; a program that calls a backend by itself could.
test.each([
  ['another state', 'code=c&state=other'],
  ['no state', 'code=c'],
  ['an empty state', 'code=c&state='],
  ['the state with more behind it', 'code=c&state=mine2'],
  ['an error with another state', 'error=access_denied&state=other'],
])('a callback with %s is refused', (_what, query) => {
  let error: unknown = null
  try {
    readCallback(new URLSearchParams(query), 'mine', null)
  } catch (thrown) {
    error = thrown
  }
  expect(error).toMatchObject({ code: 'callback_invalid' })
})

test('a callback with the state is read', () => {
  expect(readCallback(new URLSearchParams('code=c&state=mine'), 'mine', null)).toEqual({
    code: 'c',
    iss: null,
  })
})
