import { grantStory } from './grant-story.js'

grantStory('a sealed cookie', () => ({ SESSION_STORE: 'cookie' }))
