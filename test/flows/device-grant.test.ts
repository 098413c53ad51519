import { grantStory } from './device-grant-story.js'

grantStory('a sealed cookie', () => ({ SESSION_STORE: 'cookie' }))
