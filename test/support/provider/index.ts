/** The fake provider, for the tests of this project: the files of a run share their keys, because RSA keys are slow to make. */
import { shareKeys } from '../../../src/testing/provider/keys.js'

const folder = process.env['TEST_FOLDER']
if (folder !== undefined) shareKeys(folder)

export * from '../../../src/testing/provider/index.js'
