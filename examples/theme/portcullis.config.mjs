// A site with a look and languages of its own. Start it in this folder: `npx portcullis`, then open http://localhost:3000.
import { defineConfig } from 'portcullis'

export default defineConfig({
  baseUrl: 'http://localhost:3000',
  database: 'file:./data/portcullis.db',
  theme: {
    name: 'Bibliothèque de Brest',
    home: 'https://library.example/',
    logo: 'logo.svg',
    // For dark pages a lighter one is derived. A color without enough contrast is an error at the start.
    colors: { accent: '#7a2e3b' },
    css: 'library.css',
    templates: 'templates',
    globals: {
      openingHours: { fr: 'Du mardi au samedi, de 10 h à 18 h', en: 'Tuesday to Saturday, 10 am to 6 pm' },
    },
    links: [
      { label: 'Mentions légales', href: 'https://library.example/legal' },
      { label: 'Accessibilité', href: 'https://library.example/accessibility' },
    ],
    supportEmail: 'help@library.example',
  },
  locales: {
    default: 'fr',
    messages: {
      fr: { 'login.title': 'Votre espace lecteur', 'own.hours': 'Horaires d’ouverture' },
      en: { 'login.title': 'Your library account', 'own.hours': 'Opening hours' },
      // A language of one's own: what it lacks is shown in French.
      br: {
        'common.signIn': 'Kevreañ',
        'common.yourAccount': 'Ho kont',
        'login.title': 'Ho kont lenner',
        'own.hours': 'Eurioù digeriñ',
      },
    },
    fallback: { br: 'fr' },
  },
})
