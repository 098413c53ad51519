import { verbatim } from '../../src/locales/messages.js'
import { PortcullisError } from '../../src/errors.js'
import { SignInRecorder } from '../../src/pipeline/sign-in-recorder.js'
import { NOW } from './facts.js'

const END = { at: NOW, browser: 'Firefox on Linux', error: null }
const call = { method: 'GET', url: 'https://id.example.test/keys', status: 200, ms: 5, failure: null }

function recorderOf(details: Parameters<SignInRecorder['recordSignIn']>[2] = {}): SignInRecorder {
  const recorder = new SignInRecorder()
  recorder.recordSignIn('acme', 'browser', details)
  return recorder
}

describe('the event of a request', () => {
  test('exists only for a request about a sign-in', () => {
    const recorder = new SignInRecorder()
    recorder.recordStep({ step: 'lockAccount', reason: verbatim('account a1'), ms: 1 })
    expect(recorder.toEvent(END)).toBeNull()
    recorder.recordSignIn('acme', 'browser')
    expect(recorder.toEvent(END)).toMatchObject({ kind: 'signed-in', backend: 'acme', carrier: 'browser' })
    recorder.discardSignIn()
    expect(recorder.toEvent(END)).toBeNull()
  })

  test.each([
    [{}, null, 'signed-in'],
    [{ eventKind: 'connected' }, null, 'connected'],
    [{}, new PortcullisError('not_allowed'), 'refused'],
    [{}, new PortcullisError('provider_unavailable'), 'failed'],
    [{ isStart: true, eventKind: null }, new PortcullisError('provider_unavailable'), 'began-badly'],
  ] as const)('of %j with %s is "%s"', (details, error, kind) => {
    expect(recorderOf(details).toEvent({ ...END, error })).toMatchObject({ kind, code: error?.code ?? null })
  })

  test('of a sign-in that halted is "halted", unless a silent one suppresses it', () => {
    const recorder = recorderOf()
    recorder.recordHalt('terms')
    expect(recorder.toEvent(END)).toMatchObject({ kind: 'halted', code: null })
    recorder.suppressEvent()
    expect(recorder.toEvent(END)).toBeNull()
  })

  test('has the steps of the last run, and their user when the sign-in failed', () => {
    const recorder = recorderOf()
    recorder.startRun()
    recorder.recordStep({ step: 'findAccount', reason: verbatim('from a run that lost a race'), ms: 1 })
    recorder.startRun()
    recorder.recordStep({ step: 'findAccount', reason: verbatim('account a1'), ms: 1, userId: 'u1' })
    recorder.recordStep({
      step: 'checkActive',
      reason: verbatim('user u1 is disabled'),
      ms: 1,
      ended: 'refused',
    })
    expect(recorder.toEvent({ ...END, error: new PortcullisError('user_disabled') })).toMatchObject({
      userId: 'u1',
      steps: [
        { step: 'findAccount', because: verbatim('account a1'), ended: null },
        { step: 'checkActive', because: verbatim('user u1 is disabled'), ended: 'refused' },
      ],
    })
  })

  test('has calls and phases also when the work throws, and at most thirty calls', async () => {
    const recorder = recorderOf({ attemptStartedAt: new Date(NOW.getTime() - 3000) })
    const error = new PortcullisError('provider_timeout')
    const work = recorder.time('provider', () => {
      for (let calls = 0; calls < 40; calls += 1) recorder.recordCall(call)
      return Promise.reject(error)
    })
    await expect(work).rejects.toBe(error)
    const event = recorder.toEvent({ ...END, error })
    expect(event).toMatchObject({ kind: 'failed', tripMs: 3000, phases: [{ phase: 'provider' }] })
    expect(event?.calls).toHaveLength(30)
  })
})

test('a paused sign-in continues under its reference', () => {
  const recorder = recorderOf()
  expect(recorder.reference).toMatch(/^[0-9A-Z]{8}$/)
  recorder.useReference('K7QM2XHD')
  expect(recorder.toEvent(END)?.reference).toBe('K7QM2XHD')
})
