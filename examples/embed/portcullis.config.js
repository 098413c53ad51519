import { defineConfig } from 'portcullis'

export default defineConfig({
  baseUrl: 'http://localhost:3000/auth',
  database: 'file:./data/auth.db',
  without: ['admin', 'devices'],
})
