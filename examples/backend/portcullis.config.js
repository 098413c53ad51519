// npx portcullis, or npm start, in this folder: a site with a protocol of its own, a header of a proxy, and a preset.
//
//   BACKEND_CODE_CLIENT_SECRET=... CAS_SERVER=https://cas.example.com/cas TRUST_PROXY=127.0.0.1 npx portcullis

import { defineConfig } from 'portcullis'
import { preset, requestBackend } from 'portcullis/backends'
import { companyLogin } from './company-login.js'

export default defineConfig({
  baseUrl: process.env.BASE_URL ?? 'http://localhost:3000',
  database: 'file:./data/portcullis.db',
  backends: {
    company: companyLogin(process.env.CAS_SERVER ?? 'https://cas.example.com/cas'),
    // Its secret is in BACKEND_CODE_CLIENT_SECRET.
    code: preset({ preset: 'github', label: 'GitHub', clientId: 'Iv1.0123456789abcdef' }),
    intranet: requestBackend({
      label: 'Intranet',
      headers: ['x-webauth-user'],
      identify: ({ headers }) => {
        const login = headers.get('x-webauth-user')
        return login === null ? null : { subject: login, username: login }
      },
    }),
  },
})
