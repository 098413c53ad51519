import { defineMessages, type Messages } from './messages.js'

const messages = {
  'common.skip': 'Aller au contenu',
  'common.site': 'Site',
  'common.yourAccount': 'Votre compte',
  'common.signIn': 'Se connecter',
  'common.signOut': 'Se déconnecter',
  'common.signInAgain': 'Se reconnecter',
  'common.signInWith': 'Se connecter avec {provider}',
  'common.continueWith': 'Continuer avec {provider}',
  'common.signInWithPassword': 'Se connecter avec un mot de passe',
  'common.continue': 'Continuer',
  'common.cancel': 'Annuler',
  'common.home': 'Page d’accueil',
  'common.reference': 'Référence {reference}',
  'common.orPassword': 'ou avec un mot de passe',
  'common.signInMethods': 'Moyens de connexion',
  'common.noSignInMethod': 'Aucun moyen de connexion n’est disponible pour le moment.',
  'common.backToAccount': 'Retour à votre compte',
  'common.signInToContinue': 'Pour votre sécurité, veuillez vous reconnecter pour continuer.',
  'common.sendCode': 'Envoyer le code',
  'common.sendNewCode': 'Envoyer un nouveau code',
  'common.useAnotherAddress': 'Utiliser une autre adresse',
  'common.checkSpam': 'Vous n’avez rien reçu ? Vérifiez vos courriers indésirables et l’adresse ci-dessus.',
  'common.keepCodeSecret':
    'Ne communiquez ce code à personne. Nous ne le demandons jamais par téléphone ni par courriel.',
  'common.verifyEmail': 'Vérifiez votre adresse électronique',
  'common.checkEmail': 'Consultez votre messagerie',
  'common.yourEmailAddress': 'Votre adresse électronique',
  'common.email': 'Courriel',
  'common.account': 'Compte',
  'common.ipAddress': 'Adresse IP',
  'common.password': 'Mot de passe',
  'common.show': 'Afficher',
  'common.showPassword': 'Afficher le mot de passe',
  'common.aPassword': 'un mot de passe',
  'common.emailCode': 'un code reçu par courriel',
  'common.signedIn': 'Session ouverte',
  'common.notSignedIn': 'Aucune session ouverte',
  'common.browserOnSystem': '{browser} sur {system}',
  'common.unknownBrowser': 'Navigateur inconnu',
  'common.justNow': 'à l’instant',
  'common.minutes': { one: '{count} minute', other: '{count} minutes' },

  'footer.passwords':
    '{site} n’a jamais accès au mot de passe que vous utilisez auprès d’un fournisseur d’identité.',
  'footer.language': 'Langue',
  'footer.links': 'À propos de ce site',
  'footer.support': 'Contact',

  'field.email': 'Adresse électronique',
  'field.newEmail': 'Nouvelle adresse électronique',
  'field.usernameOrEmail': 'Nom d’utilisateur ou adresse électronique',
  'field.currentPassword': 'Mot de passe actuel',
  'field.newPassword': 'Nouveau mot de passe',
  'field.passwordRules':
    'Au moins 10 caractères. Trois ou quatre mots sans rapport entre eux font un mot de passe robuste.',
  'field.repeatPassword': 'Confirmer le mot de passe',
  'field.code': 'Code',
  'field.codeRules': 'Valable 15 minutes.',
  'field.name': 'Nom',
  'field.optional': '(facultatif)',

  'login.title': 'Se connecter',
  'login.titleAgain': 'Se reconnecter',
  'login.confirm':
    'Pour protéger votre compte, veuillez confirmer qu’il s’agit bien de vous, {name}. Vous reviendrez ensuite là où vous étiez.',
  'login.choose': 'Choisissez un moyen de connexion.',
  'login.email': 'Continuer par courriel',
  'login.confirmStart': 'Veuillez confirmer que vous souhaitez vous connecter.',
  'login.anotherWay': 'Se connecter autrement',
  'login.sameAgain': 'Vous en avez déjà utilisé un ? Choisissez le même.',
  'login.continueAs': 'Continuer en tant que {name}',
  'login.useAnother': 'Utiliser un autre compte',
  'login.lastUsed': 'Utilisé en dernier',
  'login.more': 'Autres moyens de connexion',
  'login.search': 'Rechercher un fournisseur',
  'login.noneFound': 'Aucun fournisseur ne porte ce nom.',
  'login.reason.device': 'Connectez-vous à votre compte pour y associer votre appareil.',
  'login.reason.administration': 'Connectez-vous pour accéder à l’administration de ce site.',
  'login.shared': 'Cet ordinateur est partagé',
  'login.sharedHint':
    'Votre session prendra fin à la fermeture du navigateur, et au plus tard après 4 heures.',
  'login.sharedProviders': 'Utiliser un fournisseur d’identité sur un ordinateur partagé',
  'login.forgotPassword': 'Mot de passe oublié ?',
  'login.createAccount': 'Créer un compte',

  'emailLogin.lead':
    'Nous vous envoyons un code et un lien de connexion par courriel. Aucun mot de passe n’est nécessaire.',
  'emailLogin.sent': 'Nous avons envoyé un code à {address}. Saisissez-le ici ou ouvrez le lien du courriel.',
  'emailLogin.codeRules': 'Valable 10 minutes.',
  'emailLoginLink.title': 'Se connecter avec cette adresse ?',
  'emailLoginLink.here': 'Vous vous connectez en tant que {address}.',
  'emailLoginLink.other':
    'Cette connexion a été commencée dans un autre navigateur. Vérifiez que c’était bien vous avant de continuer ici.',
  'emailLoginLink.enterCode': 'Pour vous connecter dans ce navigateur, saisissez le code du même courriel.',
  'emailLoginLink.warning':
    'Ne continuez que si vous avez demandé ce courriel vous-même. Si quelqu’un vous a envoyé ce lien, fermez cette page : vous utiliseriez son compte.',
  'emailLoginLink.sameBrowser':
    'Ouvrez le lien dans le navigateur où vous l’avez demandé, ou saisissez-y le code du courriel.',
  'emailLoginLink.address': 'La session sera ouverte au nom de',
  'emailLoginLink.footer': 'Rien ne se passe tant que vous n’appuyez pas sur un bouton.',

  'setup.welcome': 'Bienvenue sur {site}',
  'setup.needed': 'Ce site n’est pas encore configuré.',
  'setup.how': 'Si vous administrez ce site, exécutez {command} sur le serveur et ouvrez le lien affiché.',
  'setup.docs': 'Comment configurer ce site',
  'invitation.title': 'Votre invitation',
  'invitation.lead':
    'Un administrateur de ce site a créé un compte pour vous. Votre nom d’utilisateur est {username}.',
  'invitation.then':
    'Si vous acceptez, une session s’ouvre et vous choisissez comment vous connecter par la suite.',
  'invitation.replaces':
    'Une session est déjà ouverte ici au nom de {name}. Elle prendra fin si vous acceptez.',
  'invitation.accept': 'Accepter l’invitation',
  'invitation.once':
    'Une invitation fonctionne une seule fois. Si vous ne vous attendiez pas à celle-ci, fermez cette page.',
  'setup.title': 'Configurer ce site',
  'setup.lead':
    'Vous devenez le premier administrateur. Ensuite, vous ajoutez un fournisseur pour vous connecter.',
  'setup.continueAs': 'Continuer en tant que {name}, l’administrateur de ce site.',
  'setup.continueNote':
    'Aucun moyen de connexion n’est encore configuré. Toutes les autres sessions de {name} sont fermées.',
  'setup.username': 'Nom d’utilisateur',
  'setup.usernameRules':
    '2 à 30 caractères : a–z, 0–9, « . », « _ » et « - », avec une lettre ou un chiffre au début et à la fin.',
  'setup.usernameReserved': 'Ce nom d’utilisateur est réservé. Veuillez en choisir un autre.',
  'setup.usernameTaken': 'Ce nom d’utilisateur est déjà pris. Veuillez en choisir un autre.',
  'setup.create': 'Créer le compte d’administration',
  'setup.once':
    'Cette page fonctionne une seule fois. Exécutez {command} sur le serveur pour obtenir un nouveau lien.',
  'setup.steps': 'Configurer la connexion',
  'setup.stepsNote':
    'Tant que ce n’est pas fait, vous ne pouvez pas vous reconnecter. Si vous perdez cette session, exécutez {command} sur le serveur.',
  'setup.step.add': 'Ajouter un fournisseur',
  'setup.step.test': 'Le tester',
  'setup.step.enable': 'L’activer',
  'setup.step.connect': 'L’associer à votre compte',
  'setup.done': 'fait',

  'register.title': 'Créer un compte',
  'register.lead': 'Nous vous enverrons un code par courriel pour vérifier votre adresse.',
  'register.signIn': 'Vous avez déjà un compte ? {link}',
  'register.hash':
    'Votre mot de passe n’est conservé que sous forme d’empreinte : personne ne peut le relire.',

  'registerConfirm.sent': 'Nous avons envoyé un code à {address}. Saisissez-le pour créer votre compte.',
  'registerConfirm.create': 'Créer le compte',

  'forgot.title': 'Mot de passe oublié ?',
  'forgot.lead':
    'Saisissez votre adresse électronique vérifiée : nous vous enverrons un code pour définir un nouveau mot de passe.',
  'forgot.back': 'Retour à la connexion',
  'forgot.footer': 'Rien ne change tant que vous n’avez pas saisi le code.',

  'reset.title': 'Définir un nouveau mot de passe',
  'reset.sent':
    'Si {address} correspond à un compte sur ce site, nous venons d’y envoyer un code. Saisissez-le ici et choisissez un nouveau mot de passe.',
  'reset.linked': 'Choisissez un nouveau mot de passe pour le compte associé à l’adresse {address}.',
  'reset.then': 'Une session s’ouvrira ensuite ici, et toutes les autres prendront fin.',
  'reset.submit': 'Enregistrer le nouveau mot de passe',
  'reset.checkSpam':
    'Vous n’avez rien reçu ? Vérifiez vos courriers indésirables. Si aucun compte n’utilise cette adresse, aucun courriel n’est envoyé.',

  'password.change': 'Modifier votre mot de passe',
  'password.set': 'Définir un mot de passe',
  'password.lead': 'Votre session reste ouverte ici, et toutes les autres prendront fin.',
  'password.submitChange': 'Modifier le mot de passe',
  'password.submitSet': 'Enregistrer le mot de passe',

  'email.current':
    'Votre adresse actuelle est {address}. Elle reste utilisée tant que vous n’avez pas confirmé la nouvelle.',
  'email.none': 'Vous n’avez pas encore indiqué d’adresse électronique.',
  'email.footer': 'Nous en informons également votre adresse actuelle.',

  'emailConfirm.sent':
    'Nous avons envoyé un code à {address}. Saisissez-le pour confirmer votre nouvelle adresse.',
  'emailConfirm.submit': 'Confirmer l’adresse',

  'account.title': 'Votre compte',
  'account.username': 'Nom d’utilisateur',
  'account.verified': 'vérifiée',
  'account.notVerified': 'non vérifiée',
  'account.notSet': 'non renseignée',
  'account.emailAdd': 'Ajouter',
  'account.emailChange': 'Modifier',
  'account.emailVerify': 'Vérifier',
  'account.emailUnseen': ' votre adresse électronique',
  'account.noMethods': 'Vous n’en avez pas encore. Ajoutez-en un pour pouvoir vous reconnecter.',
  'account.setupLink': 'un lien à usage unique',
  'account.methods': 'Vous pouvez vous connecter avec chacun de ces moyens.',
  'account.recent': 'Pour ajouter ou supprimer un moyen de connexion, veuillez d’abord {link}.',
  'account.recentLink': 'vous reconnecter',
  'account.lastUsed': 'Dernière utilisation : {time}',
  'account.expired':
    'L’accès de ce site à {provider} a expiré. Reconnectez ce compte pour le rétablir. Vous pouvez toujours vous connecter.',
  'account.reconnect': 'Reconnecter',
  'account.remove': 'Supprimer',
  'account.disconnect': 'Dissocier',
  'account.onlyMethod': 'C’est votre seul moyen de connexion. Ajoutez-en un autre avant de le supprimer.',
  'account.hasPassword': 'Vous pouvez vous connecter avec votre nom d’utilisateur et votre mot de passe.',
  'account.noPassword':
    'Vous n’en avez pas encore défini. Avec un mot de passe, vous pouvez vous connecter même lorsqu’un fournisseur d’identité est indisponible.',
  'account.addMethod': 'Ajouter un moyen de connexion',
  'account.addMethodLead': 'Au cas où vous perdriez l’accès au premier.',
  'account.connect': 'Associer {provider}',
  'account.profile': 'Profil',
  'account.sections': 'Rubriques de cette page',
  'account.connectEmail': 'Associer une adresse électronique',
  'account.connectAnother': 'Associer un autre compte {provider}',
  'account.signInMailsOn':
    'Nous vous écrivons lorsque quelqu’un se connecte avec un navigateur que nous ne connaissons pas.',
  'account.signInMailsOff': 'Nous ne vous écrivons pas lors des connexions avec de nouveaux navigateurs.',
  'account.signInMailsTurnOff': 'Désactiver ces courriels',
  'account.signInMailsTurnOn': 'Activer ces courriels',
  'account.connected': '{provider} est associé à votre compte.',
  'account.idEnd': 'Identifiant se terminant par {id}',
  'account.otherBrowsers': 'Autres navigateurs',
  'account.devicesAndApps': 'Appareils et applications',
  'account.administration': 'Administration',
  'account.sessions': 'Sessions actives',
  'account.live': 'Suivi en direct',
  'account.sessionsHidden':
    'Les sessions ouvertes dans d’autres navigateurs et applications ne peuvent pas être affichées ici. Vous pouvez toutes les fermer en une fois.',
  'account.device': 'Appareil : {device}',
  'account.unnamedDevice': 'Appareil sans nom',
  'account.app': 'Application : {app}',
  'account.thisBrowser': 'ce navigateur',
  'account.signedInWith': 'Connexion avec {method}, {time}',
  'account.signedInWithFrom': 'Connexion avec {method}, {time}, depuis {address}',
  'account.disconnectedMethod': 'un moyen dissocié depuis',
  'account.endOthers': 'Fermer toutes les autres sessions',
  'account.endAll': 'Se déconnecter partout, y compris ici',
  'account.data': 'Vos données',
  'account.dataLead':
    'Téléchargez tout ce que nous conservons à votre sujet ou supprimez votre compte. Pour votre sécurité, nous pourrons vous demander de vous reconnecter d’abord.',
  'account.download': 'Télécharger mes données',
  'account.delete': 'Supprimer mon compte',

  'account.editProfile': 'Modifier le profil',

  'profile.title': 'Modifier votre profil',
  'profile.name': 'Nom',
  'profile.nameHint':
    '200 caractères au maximum. Si vous laissez ce champ vide, votre nom d’utilisateur est affiché.',
  'profile.picture': 'Photo',
  'profile.pictureHint':
    'L’adresse https d’une image. Si vous laissez ce champ vide, votre initiale est affichée.',
  'profile.provided': 'Indiqué par votre fournisseur d’identité : {value}',
  'profile.providedNothing': 'Aucune indication de votre fournisseur d’identité.',
  'profile.useProvided': 'Reprendre cette valeur',
  'profile.useProvidedUnseen': ' : {field}',
  'profile.edited': 'Ce que vous modifiez ici est conservé lors de vos prochaines connexions.',
  'profile.save': 'Enregistrer',
  'profile.username': 'Nom d’utilisateur',
  'profile.usernameHint':
    'Votre nom d’utilisateur est {username}. Vous pouvez le changer une seule fois. Les applications qui vous connaissent sous ce nom pourraient ensuite vous considérer comme un nouvel utilisateur.',
  'profile.usernameFinal':
    'Votre nom d’utilisateur est {username}. Vous l’avez déjà changé : il ne peut plus l’être.',
  'profile.usernameSubmit': 'Changer le nom d’utilisateur',
  'profile.nameRules': 'Veuillez saisir un nom de 200 caractères au maximum, sans caractères invisibles.',
  'profile.pictureRules':
    'Veuillez saisir une adresse https de 2 000 caractères au maximum, sans mot de passe.',
  'profile.notEditable': 'Ce site ne permet pas aux utilisateurs de modifier cette information.',
  'profile.usernameOnce': 'Vous avez déjà changé votre nom d’utilisateur une fois.',
  'profile.usernameSame': 'C’est déjà votre nom d’utilisateur.',

  'accountQuestion.disconnect': 'Dissocier {provider} ?',
  'accountQuestion.removePassword': 'Supprimer votre mot de passe ?',
  'accountQuestion.disconnectLead':
    'Vous ne pourrez plus vous connecter par ce moyen, et les sessions ouvertes avec lui prendront fin. Vous pourrez l’associer à nouveau plus tard.',
  'accountQuestion.removePasswordLead':
    'Vous ne pourrez plus vous connecter avec lui, et les sessions ouvertes avec lui prendront fin. Vous pourrez en définir un nouveau plus tard.',
  'accountQuestion.everywhere': 'Se déconnecter partout ?',
  'accountQuestion.everywhereLead':
    'Tous vos navigateurs, appareils et applications seront déconnectés, y compris celui-ci. Vous devrez vous reconnecter sur chacun d’eux.',
  'accountQuestion.keep': 'Retour',

  'accountDelete.title': 'Supprimer votre compte ?',
  'accountDelete.lead': 'Le compte {username} sera supprimé définitivement. Cette action est irréversible.',
  'accountDelete.signedOut': 'Vos sessions prennent fin sur tous vos appareils.',
  'accountDelete.access': 'Ce site n’a plus accès à vos données auprès de : {providers}.',
  'accountDelete.erased':
    'Votre nom, votre adresse électronique et tout ce que nous conservons à votre sujet sont effacés.',
  'accountDelete.stay':
    'Vos comptes auprès des fournisseurs d’identité ne changent pas. Vous pouvez d’abord {link}.',
  'accountDelete.download': 'télécharger vos données',
  'accountDelete.keep': 'Conserver mon compte',

  'continue.who': 'Vous vous connectez avec {provider} en tant que {label}.',
  'continue.id': 'identifiant {id}',
  'continue.nameAndId': '{name} ({id})',

  'continueCode.sent':
    'Nous avons envoyé un code à {address}. Pour continuer, saisissez-le ici ou ouvrez le lien contenu dans le courriel.',
  'continueCode.ask':
    'Pour nous assurer que cette adresse est bien la vôtre, nous allons envoyer un code à {address}.',

  'continueEmail.lead': 'Nous avons besoin de votre adresse électronique pour continuer.',

  'continueConnect.title': 'Associer {provider} ?',
  'continueConnect.heading': 'Associer {provider} à votre compte ?',
  'continueConnect.lead': 'Vous pourrez vous connecter à ce compte avec {provider}.',
  'continueConnect.providerAccount': 'Compte {provider}',
  'continueConnect.yours': '{name} ({username})',
  'continueConnect.warning':
    'Ne continuez que si ce compte {provider} est le vôtre. Sinon, une autre personne pourra ouvrir votre compte sur ce site avec son identité {provider}.',
  'continueConnect.notOwner':
    'Ce compte n’est pas celui qui utilise l’adresse {address}. Si vous continuez, {provider} sera associé au compte affiché ci-dessus.',
  'continueConnect.connect': 'Associer',
  'continueConnect.other': 'Utiliser un autre compte',
  'continueConnect.notNow': 'Pas maintenant',

  'continueDiscarded.title': 'Connexion annulée',
  'continueDiscarded.lead': 'La connexion avec {provider} n’a pas eu lieu et rien n’a été enregistré.',
  'continueDiscarded.another': 'Se connecter autrement',

  'continueEmailLink.title': 'Était-ce vous ?',
  'continueEmailLink.other':
    'Cette connexion a été commencée dans un autre navigateur. Si c’était vous, saisissez-y ce code :',
  'continueEmailLink.provider': 'Fournisseur d’identité',
  'continueEmailLink.started': 'Début',
  'continueEmailLink.browser': 'Navigateur',
  'continueEmailLink.warning':
    'Si ce n’était pas vous, ne saisissez pas ce code et ne le communiquez à personne. Sinon, une autre personne pourra, avec son identité {provider}, ouvrir sur ce site un compte portant votre adresse électronique.',
  'continueEmailLink.here':
    'Vous vous connectez avec {provider} en tant que {label}. Nous avons envoyé le courriel à {address}.',
  'continueEmailLink.notMe': 'Non, ce n’était pas moi',
  'continueEmailLink.confirm': 'Confirmer et continuer',
  'continueEmailLink.footer': 'Rien ne se passe tant que vous n’appuyez pas sur un bouton.',

  'continueProof.title': 'Vous avez déjà un compte',
  'continueProof.lead':
    'Un compte utilisant l’adresse {address} existe déjà. Connectez-vous comme d’habitude : nous vous proposerons d’y associer {provider}.',
  'continueProof.footer':
    'Rien n’est modifié tant que vous n’avez pas confirmé. Cette page est valable 30 minutes.',

  'continueTerms.title': 'Conditions d’utilisation',
  'continueTerms.text':
    'Pour continuer, veuillez lire et accepter les {link} (version {version}). Elles s’ouvrent dans un nouvel onglet.',
  'continueTerms.link': 'conditions d’utilisation de ce site',
  'continueTerms.accept': 'J’accepte les conditions',
  'continueTerms.decline': 'Refuser',

  'device.title': 'Associer un appareil',
  'device.lead': 'Saisissez le code affiché sur votre appareil.',
  'device.warning':
    'Ne saisissez que le code de votre propre appareil. Si quelqu’un vous a envoyé un code, il s’agit d’une escroquerie : fermez cette page.',

  'deviceConfirm.title': 'Associer cet appareil ?',
  'deviceConfirm.lead': '{device} demande à se connecter en tant que {name}.',
  'deviceConfirm.compare': 'Vérifiez que votre appareil affiche ce code :',
  'deviceConfirm.app': 'Application',
  'deviceConfirm.system': 'Système',
  'deviceConfirm.requested': 'Demande',
  'deviceConfirm.network': 'Réseau',
  'deviceConfirm.sameNetwork': 'le même que le vôtre',
  'deviceConfirm.otherNetwork': 'différent du vôtre',
  'deviceConfirm.warning':
    'N’autorisez cette connexion que si vous venez de la demander vous-même. Si quelqu’un vous a envoyé ici, cette personne serait connectée à votre place. Les informations ci-dessus proviennent de l’appareil et ne sont pas vérifiées.',
  'deviceConfirm.recent':
    'Pour votre sécurité, veuillez vous reconnecter avant de l’autoriser. Vous reviendrez ensuite sur cette page.',
  'deviceConfirm.approve': 'Autoriser',
  'deviceConfirm.deny': 'Refuser',

  'deviceDecided.connected': 'Appareil associé',
  'deviceDecided.denied': 'Demande refusée',
  'deviceDecided.lead': '{device} accédera à votre compte dans quelques secondes. Vous pouvez y retourner.',
  'deviceDecided.hint':
    'Vous pouvez le déconnecter à tout moment : il figure sur la page de votre compte, sous « Sessions actives ».',
  'deviceDecided.notSignedIn': '{device} n’a pas accès à votre compte. Le code ne peut plus être utilisé.',

  'errorPage.providerMessage': 'Message du fournisseur d’identité : {quote}',
  'errorPage.administrator': 'Vous avez les droits d’administration : {link}.',
  'errorPage.trace': 'voir la trace de cette connexion',
  'errorPage.error': 'Erreur',
  'errorPage.reference': 'Référence',
  'errorPage.startAgain': 'Recommencer',
  'errorPage.requestCode': 'Demander un nouveau code',

  'loggedOut.title': 'Déconnexion effectuée',
  'loggedOut.since': 'Une nouvelle session a été ouverte entre-temps au nom de {name}.',
  'loggedOut.button': 'Pour vous déconnecter, utilisez le bouton de la page de votre compte.',
  'loggedOut.everywhere':
    'Votre session est fermée sur ce site et auprès de {provider}, sauf si vous avez choisi de l’y conserver.',
  'loggedOut.maybe':
    'Votre session est fermée sur ce site. Elle est peut-être encore ouverte auprès de {provider}.',
  'loggedOut.risk':
    'Toute personne utilisant ce navigateur pourrait alors se connecter à votre place sans mot de passe. Sur un ordinateur partagé, déconnectez-vous aussi auprès de {provider}.',
  'loggedOut.here': 'Votre session est fermée sur ce site.',
  'loggedOut.providerHint':
    'Si vous avez utilisé un fournisseur d’identité, votre session y est peut-être encore ouverte. Sur un ordinateur partagé, fermez-la également.',

  'silent.recognised': 'Le fournisseur d’identité vous a reconnu : aucune question n’a été nécessaire.',
  'silent.asked': 'Le fournisseur d’identité aurait d’abord dû vous poser une question : rien n’a été fait.',

  'liveDone.title': 'Connexion réussie',
  'liveDone.signedIn':
    'Session ouverte au nom de {name}. Vous pouvez fermer cette fenêtre et reprendre là où vous étiez.',
  'liveDone.notCompleted': 'La connexion dans cette fenêtre n’a pas abouti. Vous pouvez la fermer.',
  'liveDone.continue': 'Continuer dans cette fenêtre',

  'live.title': 'En direct',
  'live.reload':
    'Rechargez cette page pour voir qui utilise ce navigateur. Avec JavaScript, elle s’actualise toute seule.',
  'live.signedInAs': 'Session ouverte au nom de {name}',
  'live.until': 'Votre session se terminera au plus tard le {time}.',
  'live.signIn': 'Connectez-vous ici ou dans un autre onglet.',

  'liveScript.connecting': 'Connexion en cours…',
  'liveScript.liveSignedIn': 'En direct : cette page s’actualise lorsque votre session se termine.',
  'liveScript.liveSignedOut': 'En direct : cette page s’actualise lorsque vous vous connectez.',
  'liveScript.lost': 'La connexion au serveur a été perdue. Veuillez réessayer.',
  'liveScript.signedOut': 'Votre session est fermée.',
  'liveScript.limit': 'Votre session a atteint sa durée maximale et a pris fin.',
  'liveScript.notConnected': 'Connexion au serveur interrompue. Nouvelle tentative…',
  'liveScript.offline': 'Hors ligne. En attente du réseau…',
  'liveScript.tryLater': 'Connexion au serveur interrompue. Veuillez réessayer dans un instant.',
  'liveScript.lostBefore':
    'La connexion au serveur a été perdue avant la fin de l’opération. Veuillez vous reconnecter.',
  'liveScript.popup': 'Continuez dans la fenêtre qui vient de s’ouvrir.',
  'liveScript.stillSignedIn': 'Connexion au serveur interrompue : votre session est toujours ouverte.',
  'liveScript.elsewhere': 'Votre session a été fermée depuis un autre endroit.',
  'liveScript.signedIn': 'Votre session est maintenant ouverte.',
  'liveScript.signingIn': 'Connexion en cours…',
  'liveScript.signIn': 'Se connecter',
  'liveScript.signedInAs': 'Votre session est maintenant ouverte au nom de {name}.',
  'liveScript.ticketRejected':
    'Cette connexion a expiré, a déjà été utilisée ou a été commencée dans un autre navigateur.',
  'liveScript.error': '{detail} {advice} (Référence {reference})',

  'demo.forTesting': 'pour les tests',
  'demo.choose': 'Choisissez un compte',
  'demo.lead':
    '{site} vous demande de vous connecter. Ces comptes sont fictifs et ne nécessitent aucun mot de passe.',
  'demo.footer':
    'Demo ID est un fournisseur d’identité de test livré avec Portcullis. Il n’est pas destiné aux sites réels.',
  'demo.signOutTitle': 'Se déconnecter aussi de Demo ID ?',
  'demo.signOutLead': 'Votre session sur le site est fermée. Celle de Demo ID est encore ouverte.',
  'demo.signOut': 'Se déconnecter de Demo ID',
  'demo.stay': 'Garder la session ouverte',
  'demo.hintVerified': 'Adresse électronique vérifiée',
  'demo.hintNotVerified': 'Adresse électronique non vérifiée',
  'demo.hintNoEmail': 'Aucune adresse électronique',
  'demo.hintSameEmail': 'Même adresse électronique qu’Ada Lovelace',

  'form.fillIn': 'Veuillez remplir tous les champs.',
  'form.triesLeft': { one: '{count} essai restant', other: '{count} essais restants' },
  'form.retryIn': 'Veuillez réessayer dans {time}.',
  'form.wrongCurrentPassword': 'Le mot de passe actuel est incorrect.',
  'form.addressTaken':
    'Un autre compte de ce site a déjà vérifié cette adresse. Veuillez en utiliser une autre.',
  'form.passwordsDiffer': 'Les deux mots de passe ne correspondent pas.',
  'form.passwordUntypable':
    'Le mot de passe contient un caractère qui ne peut pas être saisi sur tous les claviers.',
  'form.passwordTooShort': 'Le mot de passe doit comporter au moins {count} caractères.',
  'form.passwordTooLong': 'Le mot de passe peut comporter au plus {count} caractères.',
  'form.passwordIsName':
    'Le mot de passe ne doit pas être votre nom d’utilisateur ni votre adresse électronique.',
  'form.passwordTooEasy': 'Ce mot de passe est trop facile à deviner. Veuillez en choisir un autre.',

  'flash.session-ended': 'Cette session a été fermée.',
  'flash.session-gone': 'Cette session était déjà fermée.',
  'flash.others-ended': 'Toutes vos autres sessions sont fermées.',
  'flash.email-login-cancelled': 'Le code n’est plus valable et n’a servi à aucune connexion.',
  'flash.sign-in-mails-on': 'Nous vous écrirons lors des connexions avec de nouveaux navigateurs.',
  'flash.sign-in-mails-off': 'Nous ne vous écrivons plus lors des connexions avec de nouveaux navigateurs.',
  'flash.all-ended': 'Toutes vos sessions sont fermées.',
  'flash.signed-out': 'Votre session a été fermée.',
  'flash.account-deleted': 'Votre compte a été supprimé.',
  'flash.account-deleted-not-revoked':
    'Votre compte a été supprimé. Nous n’avons pas pu prévenir tous les fournisseurs d’identité : ce site peut encore figurer parmi vos applications associées chez l’un d’eux. Vous pouvez l’y retirer.',
  'flash.profile-saved': 'Votre profil a été enregistré.',
  'flash.username-changed': 'Votre nom d’utilisateur a été changé.',
  'flash.email-changed': 'Votre adresse électronique a été modifiée.',
  'flash.password-saved': 'Votre mot de passe a été enregistré. Toutes vos autres sessions sont fermées.',
  'flash.disconnected': 'Le compte a été dissocié. Les autres sessions ouvertes avec lui ont pris fin.',
  'flash.not-revoked':
    'Le compte a été dissocié de ce site. Nous n’avons pas pu prévenir son fournisseur d’identité : ce site peut encore y figurer parmi vos applications associées. Vous pouvez l’y retirer.',
  'flash.provider-saved': 'Enregistré, mais pas encore activé. Prochaine étape : le tester.',
  'flash.provider-enabled':
    'Activé. Il apparaîtra dans les deux secondes sur la page de connexion de chaque processus.',
  'flash.provider-disabled':
    'Désactivé. Il n’est plus possible de se connecter avec ce fournisseur ; les comptes et les sessions sont conservés.',
  'flash.provider-deleted': 'Supprimé.',
  'flash.provider-mark-saved': 'L’image a été enregistrée.',
  'flash.provider-mark-removed': 'L’image a été supprimée.',
  'flash.provider-version-discarded': 'La version a été abandonnée.',
  'flash.provider-passed': 'La connexion de test a réussi. Vous pouvez maintenant activer cette version.',
  'flash.provider-failed':
    'La connexion de test a échoué. Le rapport indique ce qui s’est passé et ce qu’il faut faire.',
  'flash.user-disabled': 'L’utilisateur est désactivé, et toutes ses sessions sont fermées.',
  'flash.user-enabled': 'L’utilisateur peut à nouveau se connecter.',
  'flash.user-deleted': 'L’utilisateur a été supprimé.',
  'flash.user-deleted-not-revoked':
    'L’utilisateur a été supprimé. Nous n’avons pas pu prévenir tous les fournisseurs : ses jetons peuvent encore y fonctionner.',
  'flash.user-signed-out': 'Toutes les sessions de l’utilisateur sont fermées.',
  'flash.user-created':
    'L’utilisateur a été créé. Envoyez-lui une invitation pour qu’il puisse se connecter.',
  'flash.user-invited':
    'L’invitation est en route. Elle fonctionne une seule fois, pendant sept jours ; la précédente ne fonctionne plus.',
  'flash.user-edited': 'L’utilisateur a été enregistré.',
  'flash.reset-sent':
    'Un lien pour choisir un nouveau mot de passe est en route vers l’adresse vérifiée de l’utilisateur.',
  'flash.invitation-accepted':
    'Bienvenue ! Ajoutez maintenant un moyen de connexion pour pouvoir vous reconnecter.',
  'flash.account-disconnected': 'Le compte a été dissocié et les sessions ouvertes avec lui ont pris fin.',
  'flash.account-not-revoked':
    'Le compte a été dissocié. Nous n’avons pas pu prévenir le fournisseur : ses jetons peuvent encore y être valides.',
  'flash.account-moved':
    'Le compte a été transféré, et les sessions de l’utilisateur qui l’avait sont fermées.',
  'flash.role-given': 'Le rôle est attribué.',
  'flash.role-taken':
    'Le rôle est retiré. Si une étape de la connexion l’accorde, la prochaine connexion peut le rétablir.',
  'flash.email-freed':
    'L’adresse est libre : elle reviendra à la prochaine personne qui prouvera que c’est la sienne.',
  'webhooks.tab': 'Webhooks',
  'webhooks.title': 'Webhooks',
  'webhooks.lead':
    'Les destinataires des événements et l’état des envois. Les envois réussis sont conservés sept jours.',
  'webhooks.none':
    'Aucun destinataire ne reçoit les événements. Définissez WEBHOOK_URL et WEBHOOK_SECRET, ou « webhooks » ou « on » dans la configuration.',
  'webhooks.receivers': 'Destinataires',
  'webhooks.handlers': 'Fonctions de la configuration',
  'webhooks.well': 'En service',
  'webhooks.failing': 'En échec',
  'webhooks.down': 'Ne répond pas',
  'webhooks.disabled': 'Désactivé : réponse 410 Gone',
  'webhooks.allEvents': 'Tous les événements',
  'webhooks.counts': 'en attente : {pending}, abandons : {failed}',
  'webhooks.nextTry': 'Prochaine tentative le {time}',
  'webhooks.test': 'Envoyer un événement de test',
  'webhooks.deliveries': 'Envois, du plus récent au plus ancien',
  'webhooks.receiver': 'Destinataire',
  'webhooks.state': 'État',
  'webhooks.any': 'Tous',
  'webhooks.apply': 'Appliquer',
  'webhooks.state.pending': 'En attente',
  'webhooks.state.delivered': 'Envoyé',
  'webhooks.state.failed': 'Abandonné',
  'webhooks.attempts': { one: '{count} tentative', other: '{count} tentatives' },
  'webhooks.status': 'statut {status}',
  'webhooks.error.status': 'la réponse a le statut {status}',
  'webhooks.error.handler': 'la fonction a échoué : elle a levé {name}',
  'webhooks.error.slowHandler': 'la fonction a échoué : elle n’a pas fini en {timeout} ms',
  'webhooks.error.otherRelease': 'un événement d’une autre version',
  'webhooks.error.unsent': 'l’événement n’a pas pu être lu ou envoyé',
  'webhooks.error.gone': 'le destinataire a répondu 410 Gone',
  'webhooks.error.down': 'le destinataire n’a pas répondu pendant trois jours',
  'webhooks.duration': '{ms} ms',
  'webhooks.noDeliveries': 'Aucun envoi correspondant.',
  'webhooks.again': 'Renvoyer',
  'webhooks.older': 'Plus anciens',
  'webhooks.gone': 'un destinataire qui n’est plus configuré',
  'flash.webhook-tested':
    'L’événement de test est en cours d’envoi. Actualisez la page pour voir le résultat.',
  'flash.webhook-sent-again':
    'L’événement est de nouveau en cours d’envoi. Actualisez la page pour voir le résultat.',
  'flash.mail-sent': 'Le courriel a été envoyé.',
  'flash.mail-failed':
    'Le courriel n’a pas pu être envoyé. Le journal du serveur en donne la raison ; le diagnostic vérifie le serveur de messagerie.',
  'flash.webhook-gone': 'Cet envoi n’existe plus, ou il est déjà en attente.',
  'flash.admin-granted': 'L’utilisateur a maintenant les droits d’administration.',
  'flash.admin-revoked': 'L’utilisateur n’a plus les droits d’administration.',
  'flash.admin-given-up': 'Vous n’avez plus les droits d’administration.',
  'flash.admin-given-up-listed':
    'Vous n’avez plus les droits d’administration, mais vous les retrouverez à votre prochaine connexion, car votre adresse figure dans ADMIN_EMAILS.',
  'flash.admin-revoked-listed':
    'L’utilisateur n’a plus les droits d’administration, mais il les retrouvera à sa prochaine connexion, car son adresse figure dans ADMIN_EMAILS. Retirez-la de cette liste.',

  'mail.layout': `Bonjour,

{body}
`,
  'mail.support': 'Une question ? Écrivez à {address}.',
  'mail.when': 'Date',
  'mail.fact': '{label} : {value}',
  'mail.openPage': 'Ouvrir la page',
  'mail.codeSubject': '{code} est votre code pour {name}',
  'mail.code': `Saisissez ce code sur la page où vous l’avez demandé :

    {code}

Ce code expire dans {minutes} minutes et ne peut être utilisé qu’une seule fois.
Ne le communiquez à personne.`,
  'mail.registrationCode': `Quelqu’un (probablement vous) est en train de créer un compte avec cette
adresse électronique sur
{site}

{code}

Si ce n’était pas vous, ignorez ce courriel. Sans le code, aucun compte n’est créé.`,
  'mail.alreadyRegistered.subject': 'Vous avez déjà un compte sur {name}',
  'mail.alreadyRegistered': `Quelqu’un (probablement vous) a essayé de créer un compte avec cette
adresse électronique sur
{site}

Vous avez déjà un compte. Veuillez vous connecter comme d’habitude. Si vous
avez oublié votre mot de passe, choisissez « Mot de passe oublié ? » sur la page
de connexion.

Si ce n’était pas vous, ignorez ce courriel. Rien n’a changé.`,
  'mail.resetCode': `Quelqu’un (probablement vous) a demandé un nouveau mot de passe pour votre
compte sur
{site}

{code}

Si ce n’était pas vous, ignorez ce courriel. Votre mot de passe ne change pas.`,
  'mail.passwordReset.subject': 'Votre mot de passe sur {name} a été modifié',
  'mail.passwordReset': `Un nouveau mot de passe a été défini pour votre compte sur
{site}
au moyen d’un code envoyé à cette adresse. Toutes les autres sessions ont été
fermées.

Si ce n’était pas vous, une autre personne peut lire vos courriels. Sécurisez
d’abord votre messagerie, puis choisissez « Mot de passe oublié ? » sur la page
de connexion.
`,
  'mail.continueCode': `Quelqu’un (probablement vous) est en train de se connecter avec {provider}
et a indiqué cette adresse électronique sur {site}

{code}

Vous pouvez aussi ouvrir ce lien et appuyer sur le bouton qui s’y trouve :

    {link}

Si ce n’était pas vous, ignorez ce courriel. Sans le code, personne ne peut se
connecter.`,
  'mail.signInCode': `Quelqu’un (probablement vous) souhaite se connecter avec cette adresse
électronique sur {site}

{code}

Si ce n’était pas vous, ignorez ce courriel. Sans le code, personne ne peut se
connecter.`,
  'mail.signInLink': `Quelqu’un (probablement vous) souhaite se connecter avec cette adresse
électronique sur {site}

{code}

Vous pouvez aussi ouvrir ce lien et appuyer sur le bouton qui s’y trouve :

    {link}

Si ce n’était pas vous, ignorez ce courriel. Sans le code, personne ne peut se
connecter.`,
  'mail.accessChanged': `Vos moyens de connexion ont changé pour votre compte sur
{site}

{change}

Si ce n’était pas vous, connectez-vous dès maintenant, supprimez sur la page de
votre compte ce que vous ne reconnaissez pas et fermez-y toutes les autres
sessions. Contactez ensuite l’administrateur du site.`,
  'mail.connected.subject': 'Un moyen de connexion a été ajouté à votre compte sur {name}',
  'mail.connected': 'Vous pouvez désormais vous connecter aussi avec {provider}.',
  'mail.disconnected.subject': 'Un moyen de connexion a été supprimé de votre compte sur {name}',
  'mail.disconnected': 'Vous ne pouvez plus vous connecter avec {provider}.',
  'mail.password-set.subject': 'Un mot de passe a été défini pour votre compte sur {name}',
  'mail.password-set': 'Vous pouvez désormais vous connecter aussi avec un mot de passe.',
  'mail.password-changed.subject': 'Votre mot de passe sur {name} a été modifié',
  'mail.password-changed': 'Toutes les autres sessions ont été fermées.',
  'mail.password-removed.subject': 'Le mot de passe de votre compte sur {name} a été supprimé',
  'mail.password-removed': 'Vous ne pouvez plus vous connecter avec un mot de passe.',
  'mail.device-approved.subject': 'Un appareil a été associé à votre compte sur {name}',
  'mail.device-approved': 'La page de votre compte affiche tous les appareils et permet de les déconnecter.',
  'mail.emailCode': `Quelqu’un (probablement vous) souhaite utiliser cette adresse électronique
pour son compte sur
{site}

{code}

Si ce n’était pas vous, ignorez ce courriel. Sans le code, rien ne change.`,
  'mail.emailChangeRequested.subject': 'Nouvelle adresse électronique pour votre compte sur {name} ?',
  'mail.emailChangeRequested': `Une personne connectée à votre compte (probablement vous) a demandé à y
utiliser une autre adresse électronique sur
{site}

Rien n’a encore changé : la nouvelle adresse doit d’abord être confirmée.

Si ce n’était pas vous, connectez-vous dès maintenant et définissez un nouveau
mot de passe. Toutes les autres sessions seront alors fermées.`,
  'mail.emailChanged.subject': 'Votre adresse électronique sur {name} a été modifiée',
  'mail.emailChanged': `Une nouvelle adresse électronique a été confirmée pour votre compte sur
{site}
Nous utiliserons désormais la nouvelle adresse, et non plus celle à laquelle vous
recevez ce courriel.

Si ce n’était pas vous, contactez l’administrateur du site.`,
  'mail.usernameChanged.subject': 'Le nom d’utilisateur de votre compte sur {name} a été modifié',
  'mail.usernameChanged': `Le nom d’utilisateur de votre compte a été modifié sur
{site}

La page de votre compte affiche le nouveau. Si vous vous connectez avec un mot de
passe, saisissez désormais le nouveau nom d’utilisateur.

Si ce n’était pas vous, connectez-vous dès maintenant, vérifiez sur la page de
votre compte vos moyens de connexion et fermez-y toutes les autres sessions.
Contactez ensuite l’administrateur du site.`,
  'mail.usernameChangedByAdministrator.subject':
    'Le nom d’utilisateur de votre compte sur {name} a été modifié',
  'mail.usernameChangedByAdministrator': `Un administrateur a modifié le nom d’utilisateur de votre compte sur
{site}

La page de votre compte affiche le nouveau. Si vous vous connectez avec un mot de
passe, saisissez désormais le nouveau nom d’utilisateur.

Si vous ne vous y attendiez pas, contactez l’administrateur du site.`,
  'mail.invitation.subject': 'Votre invitation à rejoindre {name}',
  'mail.invitation': `Un administrateur a créé un compte pour vous sur
{site}

Ouvrez ce lien pour accepter l’invitation. Il fonctionne une seule fois,
pendant {days} jours :

{link}

Si vous ne vous y attendiez pas, ignorez ce courriel.
`,
  'mail.passwordLink.subject': 'Choisissez un nouveau mot de passe pour {name}',
  'mail.passwordLink': `Un administrateur vous envoie ce lien pour choisir un nouveau mot de passe sur
{site}

Il fonctionne une seule fois, pendant {hours} heures :

{link}

Si vous n’avez pas besoin d’un nouveau mot de passe, ignorez ce courriel. Votre
mot de passe reste inchangé.
`,
  'mail.newSignIn.subject': 'Nouvelle connexion à votre compte sur {name}',
  'mail.newSignIn': `Quelqu’un (probablement vous) s’est connecté avec {method} à votre compte
sur {site}
depuis un navigateur ou un lieu que nous ne connaissons pas encore.

Si c’était vous, vous n’avez rien à faire.

Si ce n’était pas vous, connectez-vous dès maintenant, fermez toutes les autres
sessions sur la page de votre compte et supprimez-y ce que vous ne reconnaissez
pas. Contactez ensuite l’administrateur du site.

Vous pouvez désactiver ces courriels sur la page de votre compte.
`,
  'mail.accountDeleted.subject': 'Votre compte sur {name} a été supprimé',
  'mail.accountDeleted': `Votre compte et tout ce qui en faisait partie ont été supprimés sur
{site}
Si vous vous y connectez à nouveau, un nouveau compte sera créé.

Si ce n’était pas vous, contactez l’administrateur du site.`,

  'errors.bad_request.title': 'Il manque quelque chose dans cette demande',
  'errors.bad_request.message': 'La demande était incomplète ou mal formée.',
  'errors.bad_request.advice': 'Veuillez revenir en arrière et réessayer.',
  'errors.bad_request.meaning':
    'Il manque un élément à la requête, ou il est mal formé, par exemple un champ du JSON.',
  'errors.bad_request.remedy': 'Le champ `detail` du journal ou de la trace indique le problème.',
  'errors.not_found.title': 'Page introuvable',
  'errors.not_found.message': 'Il n’y a aucune page à cette adresse.',
  'errors.not_found.advice': 'Vérifiez l’adresse ou allez à la page d’accueil.',
  'errors.not_found.meaning': 'Il n’y a ni page ni point de terminaison à cette adresse.',
  'errors.not_found.remedy':
    'Vérifiez l’adresse. Si `BASE_URL` contient un chemin, toutes les adresses commencent par ce chemin.',
  'errors.method_not_allowed.title': 'Action impossible ici',
  'errors.method_not_allowed.message': 'Cette adresse n’accepte pas ce type de demande.',
  'errors.method_not_allowed.advice': 'Veuillez utiliser les liens et les boutons du site.',
  'errors.method_not_allowed.meaning': 'L’adresse existe, mais n’accepte pas cette méthode HTTP.',
  'errors.method_not_allowed.remedy':
    'Utilisez les liens et les boutons. `HEAD` ne peut ni commencer ni terminer une connexion.',
  'errors.too_large.title': 'Demande trop volumineuse',
  'errors.too_large.message': 'La demande dépasse la taille acceptée par ce site.',
  'errors.too_large.advice': 'Veuillez revenir en arrière et envoyer moins de données.',
  'errors.too_large.meaning': 'Le formulaire ou le JSON dépasse 64 Ko.',
  'errors.too_large.remedy': 'Envoyez moins de données.',
  'errors.wrong_content_type.title': 'Format non pris en charge',
  'errors.wrong_content_type.message': 'Cette adresse n’accepte pas les données dans ce format.',
  'errors.wrong_content_type.advice': 'Veuillez utiliser les formulaires du site.',
  'errors.wrong_content_type.meaning':
    'Le corps de la requête n’est pas un formulaire, ou n’est pas du JSON, contrairement à ce qu’attend cette adresse.',
  'errors.wrong_content_type.remedy':
    'Envoyez les formulaires en `application/x-www-form-urlencoded` et le JSON en `application/json`.',
  'errors.too_many_requests.title': 'Trop de tentatives',
  'errors.too_many_requests.message': 'Trop de tentatives ont été faites en peu de temps.',
  'errors.too_many_requests.advice': 'Veuillez patienter un moment, puis réessayer.',
  'errors.too_many_requests.meaning':
    'Une limite a été atteinte, par exemple pour les mots de passe ou les codes. Le journal indique laquelle.',
  'errors.too_many_requests.remedy':
    'Patientez aussi longtemps que l’indique `Retry-After`. Une limite compte toutes les tentatives jusqu’à la fin de sa période, y compris les tentatives réussies.',
  'errors.upgrade_required.title': 'Cette adresse est réservée aux pages en direct',
  'errors.upgrade_required.message': 'Cette adresse n’accepte que les connexions WebSocket, version 13.',
  'errors.upgrade_required.advice': 'Veuillez ouvrir la page « En direct » du site.',
  'errors.upgrade_required.meaning': '`/api/live` a été demandé sans négociation WebSocket de version 13.',
  'errors.upgrade_required.remedy':
    'Configurez le proxy pour qu’il transmette le changement de protocole. Voir [deployment.md](deployment.md#behind-nginx).',
  'errors.unknown_host.title': 'Mauvaise adresse',
  'errors.unknown_host.message': 'Ce site n’est pas accessible sous ce nom d’hôte.',
  'errors.unknown_host.advice': 'Veuillez utiliser l’adresse ci-dessous.',
  'errors.unknown_host.meaning': 'L’en-tête `Host` n’est pas l’hôte de `BASE_URL`.',
  'errors.unknown_host.remedy':
    'Indiquez l’adresse publique dans `BASE_URL`, et faites transmettre l’en-tête `Host` par le proxy. Voir [deployment.md](deployment.md).',
  'errors.unknown_backend.title': 'Fournisseur d’identité inconnu',
  'errors.unknown_backend.message': 'Ce site ne propose aucun fournisseur d’identité portant ce nom.',
  'errors.unknown_backend.advice': 'Veuillez en choisir un sur la page de connexion.',
  'errors.unknown_backend.meaning': 'Aucun fournisseur ne porte ce nom.',
  'errors.unknown_backend.remedy':
    'Vérifiez le nom sur la page `/admin/providers`, ou dans `backends.json`, qui est lu au démarrage.',
  'errors.backend_disabled.title': 'Ce fournisseur d’identité a été désactivé',
  'errors.backend_disabled.message':
    'Un administrateur a désactivé ou remplacé le fournisseur d’identité pendant votre connexion.',
  'errors.backend_disabled.message.named':
    'Un administrateur a désactivé ou remplacé {provider} pendant votre connexion.',
  'errors.backend_disabled.advice': 'Veuillez en choisir un autre sur la page de connexion.',
  'errors.backend_disabled.meaning':
    'Un administrateur a désactivé le fournisseur après le début de la connexion, ou a changé son émetteur.',
  'errors.backend_disabled.remedy': 'Connectez-vous autrement ; voir [admin.md](admin.md).',
  'errors.navigation_required.title': 'Veuillez ouvrir cette page directement',
  'errors.navigation_required.message':
    'Pour commencer la connexion, il faut ouvrir cette page elle-même, et non une image, un cadre ou un aperçu.',
  'errors.navigation_required.advice': 'Veuillez utiliser le bouton de la page de connexion.',
  'errors.navigation_required.meaning':
    'Une image, un cadre, un script ou un préchargement a tenté de commencer ou de terminer une connexion.',
  'errors.navigation_required.remedy':
    'Faites un lien vers `/login/NAME` comme vers une page à part entière, et non dans un cadre.',
  'errors.mark_rejected.title': 'Image inutilisable',
  'errors.mark_rejected.message': 'Les navigateurs ne peuvent pas afficher cette image sans risque.',
  'errors.mark_rejected.advice':
    'Veuillez l’exporter à nouveau, en SVG simple ou en PNG de 32 Ko au maximum.',
  'errors.mark_rejected.meaning':
    'L’image qu’un administrateur a envoyée pour un fournisseur n’est ni au format SVG ni au format PNG, dépasse 32 Ko, ou contient un élément dont une image n’a pas besoin, comme un script. La page indique le problème.',
  'errors.mark_rejected.remedy': 'Exportez-la à nouveau, en SVG simple ou en PNG.',
  'errors.definition_invalid.title': 'Les paramètres du fournisseur ne sont pas valides',
  'errors.definition_invalid.message':
    'Le fournisseur ne peut pas être utilisé avec ces paramètres : rien n’a été enregistré.',
  'errors.definition_invalid.advice': 'Veuillez revenir en arrière et vérifier les champs.',
  'errors.definition_invalid.meaning':
    'Les paramètres qu’un administrateur a saisis pour un fournisseur ne sont pas valides. La page indique le problème à côté du champ.',
  'errors.definition_invalid.remedy': 'Corrigez le champ.',
  'errors.backend_name_taken.title': 'Ce nom est déjà pris',
  'errors.backend_name_taken.message':
    'Un autre fournisseur porte ce nom, ou des comptes d’un ancien fournisseur y sont rattachés.',
  'errors.backend_name_taken.advice': 'Veuillez choisir un autre nom.',
  'errors.backend_name_taken.meaning':
    'Un autre fournisseur porte ce nom, ou des comptes d’un autre émetteur sont enregistrés sous ce nom.',
  'errors.backend_name_taken.remedy': 'Choisissez un autre nom.',
  'errors.backend_version_conflict.title': 'Une autre personne a modifié ce fournisseur',
  'errors.backend_version_conflict.message':
    'Le fournisseur a été modifié après que vous avez ouvert la page : rien n’a été fait.',
  'errors.backend_version_conflict.advice': 'Veuillez vérifier sa version actuelle.',
  'errors.backend_version_conflict.meaning':
    'Un autre administrateur a modifié le fournisseur après l’ouverture de la page.',
  'errors.backend_version_conflict.remedy': 'Vérifiez la version actuelle, puis décidez à nouveau.',
  'errors.backend_untested.title': 'Pas encore testé',
  'errors.backend_untested.message': 'Une version peut être activée après une connexion de test réussie.',
  'errors.backend_untested.advice': 'Veuillez commencer par la tester.',
  'errors.backend_untested.meaning':
    'Un administrateur a tenté d’activer une version d’un fournisseur qui n’a pas réussi de connexion de test.',
  'errors.backend_untested.remedy': 'Testez-la ; voir [admin.md](admin.md).',
  'errors.backend_needs_mail.title': 'Ce site ne peut pas envoyer de courriels',
  'errors.backend_needs_mail.message':
    'Ce fournisseur demande aux utilisateurs de vérifier leur adresse électronique, mais ce site ne peut pas envoyer de courriels.',
  'errors.backend_needs_mail.advice':
    'Renseignez SMTP_URL et MAIL_FROM, ou désactivez « requireVerifiedEmail » pour ce fournisseur.',
  'errors.backend_needs_mail.meaning':
    'Un administrateur a tenté de tester ou d’activer un fournisseur avec `requireVerifiedEmail`, mais ce site ne peut pas envoyer de courriels.',
  'errors.backend_needs_mail.remedy':
    'Définissez `SMTP_URL` et `MAIL_FROM`, ou désactivez `requireVerifiedEmail` pour ce fournisseur.',
  'errors.backend_in_use.title': 'Ce fournisseur est utilisé',
  'errors.backend_in_use.message':
    'Des utilisateurs ont des comptes chez ce fournisseur et perdraient un moyen de connexion.',
  'errors.backend_in_use.advice': 'Désactivez-le plutôt. Vous pourrez le réactiver plus tard.',
  'errors.backend_in_use.meaning':
    'Un administrateur a tenté de supprimer un fournisseur alors que des utilisateurs y ont un compte, ou de modifier son émetteur ou un autre champ qui détermine à qui appartiennent ces comptes.',
  'errors.backend_in_use.remedy': 'Désactivez-le, ou ajoutez-en un autre sous un nouveau nom.',
  'errors.origin_rejected.title': 'Action bloquée pour votre sécurité',
  'errors.origin_rejected.message': 'La demande provenait d’un autre site : rien n’a été modifié.',
  'errors.origin_rejected.advice': 'Veuillez utiliser la page de ce site.',
  'errors.origin_rejected.meaning': 'Une requête de modification est venue d’une autre origine.',
  'errors.origin_rejected.remedy':
    'Vérifiez que `BASE_URL` est l’adresse que voient les visiteurs. Si c’est le cas, un autre site a envoyé la requête.',
  'errors.csrf_failed.title': 'Cette page a expiré',
  'errors.csrf_failed.message': 'Le formulaire appartient à une session antérieure : rien n’a été modifié.',
  'errors.csrf_failed.advice': 'Veuillez recharger la page et réessayer.',
  'errors.csrf_failed.meaning': 'Le formulaire n’a pas de jeton CSRF, ou il a celui d’une autre session.',
  'errors.csrf_failed.remedy': 'Rechargez la page et réessayez.',
  'errors.login_required.title': 'Veuillez vous connecter',
  'errors.login_required.message': 'Aucune session n’est ouverte, ou la vôtre a pris fin.',
  'errors.login_required.advice': 'Veuillez vous connecter pour continuer.',
  'errors.login_required.meaning': 'La requête n’a pas de session, ou la session est terminée.',
  'errors.login_required.remedy': 'Connectez-vous.',
  'errors.browser_session_required.title': 'Cette page nécessite une connexion depuis un navigateur',
  'errors.browser_session_required.message':
    'Votre session est celle d’un appareil ou d’un programme : elle ne permet ni d’ouvrir cette page ni de fermer d’autres sessions.',
  'errors.browser_session_required.advice': 'Veuillez vous connecter depuis un navigateur.',
  'errors.browser_session_required.meaning':
    'La session d’un appareil ou d’un programme a ouvert une page ou un formulaire destinés aux personnes, comme la page du compte ou l’administration, ou a tenté de mettre fin à d’autres sessions de son utilisateur.',
  'errors.browser_session_required.remedy': 'Utilisez l’[API](api.md), ou connectez-vous avec un navigateur.',
  'errors.reauthentication_required.title': 'Veuillez vous reconnecter',
  'errors.reauthentication_required.message':
    'Pour votre sécurité, cette modification exige une connexion datant de moins de dix minutes.',
  'errors.reauthentication_required.advice':
    'Veuillez vous reconnecter pour confirmer qu’il s’agit bien de vous. Vous reviendrez ensuite sur cette page.',
  'errors.reauthentication_required.meaning':
    'Les modifications sensibles exigent une connexion datant de moins de dix minutes.',
  'errors.reauthentication_required.remedy': 'Reconnectez-vous.',
  'errors.reauthentication_unproven.title': 'Votre connexion n’a pas pu être confirmée',
  'errors.reauthentication_unproven.message':
    'Le fournisseur d’identité n’a pas confirmé que vous venez de vous connecter.',
  'errors.reauthentication_unproven.message.named':
    '{provider} n’a pas confirmé que vous venez de vous connecter.',
  'errors.reauthentication_unproven.advice':
    'Veuillez réessayer, ou vous connecter par un autre moyen. Votre session reste ouverte comme avant.',
  'errors.reauthentication_unproven.meaning':
    'L’utilisateur devait se reconnecter, et le jeton d’identité n’a pas d’`auth_time`, ou le sien date de plus de dix minutes.',
  'errors.reauthentication_unproven.remedy':
    'Réessayez. Si le fournisseur n’envoie jamais `auth_time`, donnez à [`reauthentication`](backends.md#signing-in-again) la valeur `"login"`.',
  'errors.admin_required.title': 'Réservé aux administrateurs',
  'errors.admin_required.message': 'Votre compte n’a pas les droits d’administration de ce site.',
  'errors.admin_required.advice': 'Si vous avez besoin d’un accès, contactez l’administrateur du site.',
  'errors.admin_required.meaning':
    'Un utilisateur connecté qui n’est pas administrateur a ouvert une page d’administration.',
  'errors.admin_required.remedy':
    'Donnez à l’utilisateur les droits d’administration avec `ADMIN_EMAILS` ou `portcullis admin grant`.',
  'errors.setup_link_invalid.title': 'Ce lien de configuration ne fonctionne plus',
  'errors.setup_link_invalid.message':
    'Un lien de configuration fonctionne une seule fois et pendant une heure, et seulement tant qu’aucun administrateur de ce site ne peut se connecter.',
  'errors.setup_link_invalid.advice':
    'Si vous administrez ce site, exécutez « portcullis setup » sur le serveur pour obtenir un nouveau lien.',
  'errors.setup_link_invalid.meaning':
    'Un lien de configuration a été utilisé, a expiré ou a été remplacé par un plus récent, ou un administrateur peut déjà se connecter.',
  'errors.setup_link_invalid.remedy':
    'Exécutez `portcullis setup`. La commande affiche un nouveau lien, ou dit pourquoi il n’en faut pas.',
  'errors.invitation_invalid.title': 'Cette invitation ne fonctionne plus',
  'errors.invitation_invalid.message':
    'Une invitation fonctionne une seule fois et pendant une semaine, et seulement tant que vous n’avez pas de moyen de connexion.',
  'errors.invitation_invalid.advice':
    'Si vous avez déjà utilisé ce site, veuillez vous connecter comme d’habitude. Sinon, demandez une nouvelle invitation à l’administrateur du site.',
  'errors.invitation_invalid.meaning':
    'Une invitation a été utilisée, date de plus d’une semaine ou a été remplacée par une plus récente, ou son utilisateur peut déjà se connecter ou est désactivé.',
  'errors.invitation_invalid.remedy':
    'Si l’utilisateur ne peut toujours pas se connecter, invitez-le à nouveau sur sa page, sous `/admin/users`.',
  'errors.user_has_account.title': 'Cet utilisateur peut déjà se connecter',
  'errors.user_has_account.message':
    'Cet utilisateur dispose d’un moyen de connexion : aucune invitation n’a été créée.',
  'errors.user_has_account.advice':
    'Si l’utilisateur a oublié son mot de passe, veuillez lui envoyer un lien pour en choisir un nouveau.',
  'errors.user_has_account.meaning':
    'Un administrateur a invité un utilisateur qui a déjà un compte pour se connecter.',
  'errors.user_has_account.remedy':
    'Envoyez-lui un lien pour un nouveau mot de passe, ou laissez-le se connecter comme d’habitude.',
  'errors.username_rejected.title': 'Veuillez choisir un autre nom d’utilisateur',
  'errors.username_rejected.message': 'Ce nom d’utilisateur ne peut pas être utilisé.',
  'errors.username_rejected.advice': 'Veuillez en choisir un autre.',
  'errors.username_rejected.meaning':
    'Le nom d’utilisateur n’est pas fait de 2 à 30 caractères parmi a-z, 0-9, ".", "_" et "-", est réservé ou est déjà pris ; ou un utilisateur qui en a déjà choisi un a tenté d’en choisir un autre.',
  'errors.username_rejected.remedy': 'Choisissez-en un autre.',
  'errors.profile_rejected.title': 'Enregistrement impossible',
  'errors.profile_rejected.message': 'Ce nom ou cette photo ne convient pas.',
  'errors.profile_rejected.advice': 'Veuillez saisir une autre valeur.',
  'errors.profile_rejected.meaning':
    'Le nom ou la photo qu’un utilisateur a saisis pour lui-même sont trop longs ou mal formés, ou `PROFILE_EDITING` ne permet pas de les modifier.',
  'errors.profile_rejected.remedy': 'Saisissez une autre valeur. Une photo est une adresse `https:`.',
  'errors.unknown_user.title': 'Utilisateur introuvable',
  'errors.unknown_user.message': 'Aucun utilisateur ne correspond à cet identifiant.',
  'errors.unknown_user.advice': 'Veuillez chercher l’utilisateur dans la liste.',
  'errors.unknown_user.meaning':
    'Un administrateur a ouvert un utilisateur qui n’existe pas, ou n’existe plus.',
  'errors.unknown_user.remedy': 'Cherchez l’utilisateur dans la liste.',
  'errors.confirmation_wrong.title': 'Le nom ne correspond pas',
  'errors.confirmation_wrong.message':
    'Vous n’avez pas saisi le nom demandé par la page : rien n’a été supprimé.',
  'errors.confirmation_wrong.advice': 'Veuillez saisir le nom exactement comme la page l’affiche.',
  'errors.confirmation_wrong.meaning':
    'Un administrateur a confirmé une suppression sans saisir le nom que la page demandait.',
  'errors.confirmation_wrong.remedy': 'Saisissez le nom exactement comme la page l’affiche.',
  'errors.self_action_forbidden.title': 'Vous ne pouvez pas faire cela sur votre propre compte',
  'errors.self_action_forbidden.message':
    'Les administrateurs ne peuvent pas effectuer cette action ici sur leur propre compte.',
  'errors.self_action_forbidden.advice':
    'Pour vos sessions et vos moyens de connexion, utilisez la page de votre compte, ou demandez à un autre administrateur.',
  'errors.self_action_forbidden.meaning':
    'Un administrateur a tenté de modifier son propre compte sur la page des utilisateurs.',
  'errors.self_action_forbidden.remedy':
    'Utilisez la page du compte, demandez à un autre administrateur ou utilisez la ligne de commande.',
  'errors.last_administrator.title': 'C’est le dernier administrateur',
  'errors.last_administrator.message': 'Il faut au moins un administrateur.',
  'errors.last_administrator.advice':
    'Veuillez d’abord donner les droits d’administration à un autre utilisateur.',
  'errors.last_administrator.meaning':
    'Un administrateur a tenté de désactiver le dernier administrateur actif, ou de lui retirer ses droits.',
  'errors.last_administrator.remedy': 'Nommez d’abord un autre administrateur.',
  'errors.wrong_credentials.title': 'Échec de la connexion',
  'errors.wrong_credentials.message': 'Nom d’utilisateur ou mot de passe incorrect.',
  'errors.wrong_credentials.advice': 'Veuillez vérifier les deux et réessayer.',
  'errors.wrong_credentials.meaning':
    'L’utilisateur n’existe pas, n’a pas de mot de passe, ou en a un autre. Le journal dit lequel de ces cas s’applique.',
  'errors.wrong_credentials.remedy': 'Vérifiez les deux ; voir [passwords.md](passwords.md).',
  'errors.password_rejected.title': 'Veuillez choisir un autre mot de passe',
  'errors.password_rejected.message': 'Le nouveau mot de passe ne respecte pas les règles.',
  'errors.password_rejected.advice': 'Veuillez en choisir un plus long ou plus difficile à deviner.',
  'errors.password_rejected.meaning':
    'Le nouveau mot de passe est trop court, trop long, trop répandu, ou c’est un des noms de l’utilisateur.',
  'errors.password_rejected.remedy': 'Choisissez un autre mot de passe.',
  'errors.browser_cookie_required.title': 'Veuillez d’abord charger la page',
  'errors.browser_cookie_required.message': 'Ce navigateur n’a pas encore de cookie de ce site.',
  'errors.browser_cookie_required.advice':
    'Veuillez charger la page « En direct » et autoriser les cookies de ce site.',
  'errors.browser_cookie_required.meaning': 'La liaison a été ouverte sans aucun cookie de ce site.',
  'errors.browser_cookie_required.remedy':
    'Chargez d’abord `/live`. Si cela arrive à tout le monde, le proxy supprime les cookies.',
  'errors.ticket_rejected.title': 'La connexion n’a pas abouti',
  'errors.ticket_rejected.message':
    'Cette connexion a expiré, a déjà été utilisée ou a été commencée dans un autre navigateur.',
  'errors.ticket_rejected.advice': 'Veuillez vous reconnecter.',
  'errors.ticket_rejected.meaning':
    'Le ticket d’une connexion par WebSocket a déjà été utilisé, date de plus de 30 secondes ou appartient à un autre navigateur.',
  'errors.ticket_rejected.remedy': 'Reconnectez-vous.',
  'errors.logout_token_rejected.title': 'La déconnexion n’a pas été acceptée',
  'errors.logout_token_rejected.message':
    'Le jeton de déconnexion du fournisseur d’identité n’est pas valide ou n’est pas destiné à ce site.',
  'errors.logout_token_rejected.advice': 'Aucune session n’a été fermée. La réponse indique le problème.',
  'errors.logout_token_rejected.meaning':
    'Le jeton de déconnexion d’un fournisseur est invalide, trop ancien ou destiné à un autre client.',
  'errors.logout_token_rejected.remedy':
    'Aucune session n’a été fermée. La réponse, le journal et la trace indiquent le problème ; vérifiez le client et les clés chez le fournisseur.',
  'errors.attempt_unknown.title': 'Cette connexion n’est plus valable',
  'errors.attempt_unknown.message': 'Cette connexion a expiré ou est déjà terminée.',
  'errors.attempt_unknown.advice':
    'Veuillez recommencer. Vous reviendrez ensuite à la page que vous vouliez ouvrir.',
  'errors.attempt_unknown.meaning':
    'Le `state` n’appartient à aucune tentative de connexion, ou à une tentative déjà supprimée.',
  'errors.attempt_unknown.remedy':
    'Recommencez. Si cela arrive à tout le monde, les processus n’utilisent pas la même base de données.',
  'errors.attempt_expired.title': 'Délai dépassé',
  'errors.attempt_expired.message': 'La connexion a pris trop de temps et a été annulée pour votre sécurité.',
  'errors.attempt_expired.advice':
    'Veuillez recommencer. Vous reviendrez ensuite à la page que vous vouliez ouvrir.',
  'errors.attempt_expired.meaning':
    'La tentative de connexion date de plus de 20 minutes, ou sa clé de chiffrement n’existe plus.',
  'errors.attempt_expired.remedy':
    'Recommencez. Gardez quelque temps les anciennes clés dans `ENCRYPTION_KEYS`.',
  'errors.attempt_used.title': 'Réponse déjà utilisée',
  'errors.attempt_used.message':
    'Cette réponse du fournisseur d’identité a déjà été utilisée ; elle n’est valable qu’une fois.',
  'errors.attempt_used.message.named':
    'Cette réponse envoyée par {provider} a déjà été utilisée ; elle n’est valable qu’une fois.',
  'errors.attempt_used.advice':
    'Veuillez recommencer. Vous reviendrez ensuite à la page que vous vouliez ouvrir.',
  'errors.attempt_used.meaning': 'La réponse a déjà été utilisée : un double clic, ou le bouton Précédent.',
  'errors.attempt_used.remedy': 'Recommencez, sauf si une session est déjà ouverte.',
  'errors.attempt_wrong_browser.title': 'Connexion commencée dans un autre navigateur',
  'errors.attempt_wrong_browser.message':
    'Cette connexion a été commencée dans un autre navigateur, ou son cookie a été perdu.',
  'errors.attempt_wrong_browser.advice':
    'Veuillez recommencer dans ce navigateur et autoriser les cookies de ce site.',
  'errors.attempt_wrong_browser.meaning':
    'Un autre navigateur a commencé la tentative, ou le cookie du navigateur a été perdu.',
  'errors.attempt_wrong_browser.remedy':
    'Recommencez dans un seul navigateur, qui accepte les cookies. Si cela arrive à tout le monde, vérifiez si le proxy supprime les cookies, ou si `BASE_URL` est en https alors que les visiteurs utilisent http.',
  'errors.attempt_other_backend.title': 'Mauvais fournisseur d’identité',
  'errors.attempt_other_backend.message':
    'La réponse provient d’un autre fournisseur d’identité que celui que vous avez choisi.',
  'errors.attempt_other_backend.advice':
    'Veuillez recommencer. Vous reviendrez ensuite à la page que vous vouliez ouvrir.',
  'errors.attempt_other_backend.meaning':
    'La réponse est arrivée à l’URI de redirection d’un autre fournisseur.',
  'errors.attempt_other_backend.remedy':
    'Vérifiez l’URI de redirection qui est enregistrée chez le fournisseur.',
  'errors.session_user_changed.title': 'La session est celle d’un autre utilisateur',
  'errors.session_user_changed.message':
    'La session ouverte est maintenant celle d’un autre utilisateur : rien n’a été associé ni modifié.',
  'errors.session_user_changed.advice':
    'Veuillez vérifier sur la page de votre compte à qui appartient la session, puis recommencer.',
  'errors.session_user_changed.meaning':
    'La session ouverte dans ce navigateur n’est pas celle de l’utilisateur qui a commencé l’association ou la connexion suspendue.',
  'errors.session_user_changed.remedy': 'Recommencez avec le bon utilisateur.',
  'errors.partial_unknown.title': 'Cette connexion n’est plus en attente',
  'errors.partial_unknown.message':
    'Cette connexion a été annulée, a été poursuivie dans un autre onglet ou navigateur, ou n’a jamais existé.',
  'errors.partial_unknown.advice':
    'Veuillez recommencer. Vous reviendrez ensuite à la page que vous vouliez ouvrir.',
  'errors.partial_unknown.meaning':
    'Aucune connexion suspendue n’a cette adresse : elle a été annulée, poursuivie ailleurs ou supprimée.',
  'errors.partial_unknown.remedy': 'Recommencez.',
  'errors.partial_expired.title': 'Délai dépassé',
  'errors.partial_expired.message': 'Cette connexion a expiré après 30 minutes sans réponse.',
  'errors.partial_expired.advice':
    'Veuillez recommencer. Vous reviendrez ensuite à la page que vous vouliez ouvrir.',
  'errors.partial_expired.meaning':
    'La connexion a été suspendue pendant plus de 30 minutes, ou sa clé de chiffrement n’existe plus.',
  'errors.partial_expired.remedy': 'Recommencez.',
  'errors.partial_used.title': 'Connexion déjà terminée',
  'errors.partial_used.message':
    'Cette connexion est déjà terminée, par un clic précédent ou dans un autre onglet.',
  'errors.partial_used.advice': 'Si aucune session n’est ouverte, veuillez recommencer.',
  'errors.partial_used.meaning': 'La connexion a déjà été terminée : un double clic, ou un autre onglet.',
  'errors.partial_used.remedy': 'Recommencez, sauf si une session est déjà ouverte.',
  'errors.partial_wrong_browser.title': 'Connexion commencée dans un autre navigateur',
  'errors.partial_wrong_browser.message':
    'Vous ne pouvez poursuivre cette connexion que dans le navigateur où vous l’avez commencée.',
  'errors.partial_wrong_browser.advice':
    'Veuillez retourner dans ce navigateur, ou recommencer dans celui-ci.',
  'errors.partial_wrong_browser.meaning':
    'La connexion suspendue appartient à un autre navigateur. Le lien d’un courriel ne l’y déplace pas : ouvert dans un autre navigateur, il affiche le code, à saisir là où la connexion a commencé.',
  'errors.partial_wrong_browser.remedy':
    'Continuez dans le premier navigateur, ou recommencez. Si cela arrive à tout le monde, le proxy supprime les cookies.',
  'errors.code_rejected.title': 'Ce code n’est plus valable',
  'errors.code_rejected.message': 'Ce code a expiré ou a déjà été utilisé.',
  'errors.code_rejected.advice': 'Veuillez demander un nouveau code.',
  'errors.code_rejected.meaning':
    'Le code d’un courriel a été utilisé, a expiré, a été essayé trop souvent, a été remplacé par un plus récent ou n’a pas été demandé depuis cette page.',
  'errors.code_rejected.remedy': 'Demandez un nouveau code.',
  'errors.code_wrong.title': 'Ce code est incorrect',
  'errors.code_wrong.message': 'Ce code n’est pas le bon.',
  'errors.code_wrong.advice': 'Vérifiez le courriel et réessayez.',
  'errors.code_wrong.meaning': 'Le code n’est pas celui qui a été envoyé.',
  'errors.code_wrong.remedy': 'Comparez-le avec le courriel. Cinq tentatives sont permises.',
  'errors.email_invalid.title': 'Veuillez vérifier l’adresse électronique',
  'errors.email_invalid.message': 'Cette adresse électronique n’est pas valide.',
  'errors.email_invalid.advice': 'Saisissez une adresse telle que ada@example.com.',
  'errors.email_invalid.meaning': 'Le texte saisi n’est pas exactement une adresse simple.',
  'errors.email_invalid.remedy': 'Saisissez une adresse telle que `ada@example.com`, sans nom ni virgule.',
  'errors.email_already_verified.title': 'Cette adresse appartient à un autre compte',
  'errors.email_already_verified.message':
    'Un autre compte de ce site a vérifié cette adresse électronique : rien n’a été modifié.',
  'errors.email_already_verified.advice':
    'Veuillez utiliser une autre adresse, ou vous connecter à ce compte.',
  'errors.email_already_verified.meaning': 'Un autre utilisateur a déjà vérifié cette adresse électronique.',
  'errors.email_already_verified.remedy': 'Utilisez une autre adresse, ou connectez-vous à ce compte.',
  'errors.mail_unavailable.title': 'Non disponible ici',
  'errors.mail_unavailable.message':
    'Cette page nécessite l’envoi de courriels, et ce site ne peut pas en envoyer.',
  'errors.mail_unavailable.advice': 'Veuillez contacter l’administrateur du site.',
  'errors.mail_unavailable.meaning':
    'La page a besoin de courriels, et `SMTP_URL` n’est pas défini en production.',
  'errors.mail_unavailable.remedy': 'Définissez `SMTP_URL` et `MAIL_FROM`.',
  'errors.device_code_unknown.title': 'Nous ne connaissons pas ce code',
  'errors.device_code_unknown.message': 'Aucun appareil n’attend avec ce code.',
  'errors.device_code_unknown.advice': 'Vérifiez votre appareil et réessayez.',
  'errors.device_code_unknown.meaning':
    'Aucun appareil en attente n’a ce code, ou le code appartient à un autre client ou à une autre clé.',
  'errors.device_code_unknown.remedy': 'Saisissez le code que l’appareil affiche maintenant.',
  'errors.device_code_expired.title': 'Ce code a expiré',
  'errors.device_code_expired.message': 'Le code a expiré au bout de dix minutes.',
  'errors.device_code_expired.advice': 'Veuillez obtenir un nouveau code sur l’appareil.',
  'errors.device_code_expired.meaning': 'Le code de l’appareil date de plus de dix minutes.',
  'errors.device_code_expired.remedy': 'Demandez un nouveau code sur l’appareil.',
  'errors.device_code_used.title': 'Ce code a déjà été utilisé',
  'errors.device_code_used.message': 'Cette demande a déjà reçu une réponse.',
  'errors.device_code_used.advice': 'Si l’appareil attend toujours, veuillez y obtenir un nouveau code.',
  'errors.device_code_used.meaning': 'L’appareil a déjà été autorisé ou refusé, ou a déjà sa session.',
  'errors.device_code_used.remedy': 'Si l’appareil attend toujours, demandez-y un nouveau code.',
  'errors.device_denied.title': 'L’appareil a été refusé',
  'errors.device_denied.message':
    'L’appareil a été refusé, ou l’autorisation a été retirée avant que l’appareil ne l’utilise.',
  'errors.device_denied.advice': 'S’il s’agit d’une erreur, veuillez obtenir un nouveau code sur l’appareil.',
  'errors.device_denied.meaning':
    'L’appareil a été refusé, ou l’autorisation a été retirée par une déconnexion générale, par un nouveau mot de passe ou par la dissociation du compte.',
  'errors.device_denied.remedy': 'Recommencez sur l’appareil.',
  'errors.dpop_proof_invalid.title': 'L’appareil n’a pas pu prouver qu’il détient sa clé',
  'errors.dpop_proof_invalid.message': 'La preuve DPoP est absente ou invalide.',
  'errors.dpop_proof_invalid.advice': 'Veuillez recommencer sur l’appareil.',
  'errors.dpop_proof_invalid.meaning': 'La preuve DPoP manque ou est invalide. Le journal dit pourquoi.',
  'errors.dpop_proof_invalid.remedy':
    'Voir [devices.md](devices.md#bound-to-a-key). Une horloge déréglée est une cause fréquente.',
  'errors.unsupported_grant_type.title': 'Type d’autorisation non pris en charge',
  'errors.unsupported_grant_type.message': 'Seule l’autorisation d’appareils est prise en charge ici.',
  'errors.unsupported_grant_type.advice': 'Veuillez utiliser la page de connexion.',
  'errors.unsupported_grant_type.meaning':
    '`/device/token` a été appelé avec un autre type d’autorisation que celui des appareils.',
  'errors.unsupported_grant_type.remedy': 'Corrigez le client.',
  'errors.access_denied.title': 'Connexion annulée',
  'errors.access_denied.message':
    'Le fournisseur d’identité a indiqué que la connexion a été annulée ou refusée.',
  'errors.access_denied.message.named': '{provider} a indiqué que la connexion a été annulée ou refusée.',
  'errors.access_denied.advice': 'Si vous ne vouliez pas annuler, veuillez recommencer.',
  'errors.access_denied.meaning': 'La personne ou le fournisseur a refusé la connexion.',
  'errors.access_denied.remedy':
    'Recommencez s’il s’agit d’une erreur. Si le fournisseur a refusé, la page et `detail` donnent ses propres mots : chez Microsoft, par exemple, l’utilisateur doit être affecté à l’application.',
  'errors.provider_error.title': 'Le fournisseur d’identité a signalé un problème',
  'errors.provider_error.title.named': '{provider} a signalé un problème',
  'errors.provider_error.message': 'Le fournisseur d’identité a mis fin à la connexion avec une erreur.',
  'errors.provider_error.message.named': '{provider} a mis fin à la connexion avec une erreur.',
  'errors.provider_error.advice':
    'Veuillez recommencer. Si le problème persiste, contactez l’administrateur du site en indiquant la référence ci-dessous.',
  'errors.provider_error.meaning':
    'Le fournisseur a mis fin à la connexion par une erreur OAuth. Le journal en contient le code et la description donnée par le fournisseur.',
  'errors.provider_error.remedy':
    'Cherchez le code dans la documentation du fournisseur. Les causes habituelles sont une URI de redirection, une portée ou un code d’autorisation incorrects.',
  'errors.callback_invalid.title': 'La réponse n’était pas valide',
  'errors.callback_invalid.message':
    'La réponse du fournisseur d’identité était incomplète ou contradictoire.',
  'errors.callback_invalid.message.named':
    'La réponse envoyée par {provider} était incomplète ou contradictoire.',
  'errors.callback_invalid.advice':
    'Veuillez recommencer. Vous reviendrez ensuite à la page que vous vouliez ouvrir.',
  'errors.callback_invalid.meaning':
    'Il manque un paramètre à la réponse, elle en répète un, ou elle nomme un autre émetteur.',
  'errors.callback_invalid.remedy':
    'Recommencez. Si cela arrive à tout le monde, lisez `detail` dans le journal ou dans la trace.',
  'errors.identity_rejected.title': 'Nous n’avons pas pu vérifier la réponse du fournisseur d’identité',
  'errors.identity_rejected.title.named': 'Nous n’avons pas pu vérifier la réponse envoyée par {provider}',
  'errors.identity_rejected.message': 'La réponse a échoué à un contrôle de sécurité.',
  'errors.identity_rejected.advice':
    'Veuillez recommencer. Si le problème persiste, contactez l’administrateur du site en indiquant la référence ci-dessous.',
  'errors.identity_rejected.meaning':
    'Le jeton d’identité, la réponse du point de terminaison de jeton ou la réponse UserInfo a échoué à une vérification.',
  'errors.identity_rejected.remedy':
    'Lisez `detail` dans le journal ou dans la trace, qui nomme la vérification. Les causes habituelles sont `idTokenAlgorithm`, une horloge déréglée, ou `prompt=login` chez un fournisseur qui n’envoie pas `auth_time`.',
  'errors.provider_unavailable.title': 'Le fournisseur d’identité n’est pas disponible',
  'errors.provider_unavailable.title.named': '{provider} n’est pas disponible',
  'errors.provider_unavailable.message':
    'Le fournisseur d’identité n’a pas répondu, ou a répondu par une erreur.',
  'errors.provider_unavailable.message.named': '{provider} n’a pas répondu, ou a répondu par une erreur.',
  'errors.provider_unavailable.advice': 'Veuillez réessayer dans un instant, ou vous connecter autrement.',
  'errors.provider_unavailable.meaning': 'Le fournisseur est injoignable, ou a répondu par une erreur.',
  'errors.provider_unavailable.remedy': 'Réessayez. Vérifiez le réseau et le DNS du serveur.',
  'errors.provider_timeout.title': 'Le fournisseur d’identité a mis trop de temps',
  'errors.provider_timeout.title.named': '{provider} a mis trop de temps',
  'errors.provider_timeout.message': 'Le fournisseur d’identité n’a pas répondu à temps.',
  'errors.provider_timeout.message.named': '{provider} n’a pas répondu à temps.',
  'errors.provider_timeout.advice': 'Veuillez réessayer dans un instant, ou vous connecter autrement.',
  'errors.provider_timeout.meaning':
    'Un appel a pris plus de 5 secondes, ou tous les appels ensemble plus de 9, sauf si `timeout` en dispose autrement.',
  'errors.provider_timeout.remedy': 'Réessayez. Vérifiez la liaison du serveur au fournisseur.',
  'errors.provider_misconfigured.title':
    'La connexion avec le fournisseur d’identité ne fonctionne pas pour le moment',
  'errors.provider_misconfigured.title.named':
    'La connexion avec {provider} ne fonctionne pas pour le moment',
  'errors.provider_misconfigured.message':
    'La liaison avec le fournisseur d’identité n’est pas configurée correctement.',
  'errors.provider_misconfigured.message.named':
    'La liaison avec {provider} n’est pas configurée correctement.',
  'errors.provider_misconfigured.advice':
    'Veuillez vous connecter autrement, ou contacter l’administrateur du site en indiquant la référence ci-dessous.',
  'errors.provider_misconfigured.meaning':
    'L’émetteur, un point de terminaison, l’identifiant client ou le secret du client est incorrect, une adresse n’est pas publique, ou le point de terminaison de jeton ou UserInfo a rejeté la requête (statut de 400 à 499).',
  'errors.provider_misconfigured.remedy':
    'Lisez `detail` dans le journal ou dans la trace, et comparez `issuer`, `clientId` et `clientSecret` avec le fournisseur.',
  'errors.backend_failed.title':
    'La connexion avec le fournisseur d’identité ne fonctionne pas pour le moment',
  'errors.backend_failed.title.named': 'La connexion avec {provider} ne fonctionne pas pour le moment',
  'errors.backend_failed.message': 'Une erreur s’est produite lors de votre identification.',
  'errors.backend_failed.message.named':
    'Une erreur s’est produite lors de votre identification avec {provider}.',
  'errors.backend_failed.advice':
    'Veuillez vous connecter autrement, ou contacter l’administrateur du site en indiquant la référence ci-dessous.',
  'errors.backend_failed.meaning': 'Une fonction d’un fournisseur écrit en code a levé une erreur.',
  'errors.backend_failed.remedy':
    'Lisez `detail` dans le journal ou dans la trace, qui nomme le fournisseur, la fonction et l’erreur ; le journal contient la pile d’appels. Voir [custom-backends.md](custom-backends.md#errors).',
  'errors.not_identified.title': 'Le fournisseur d’identité n’a pas indiqué qui vous êtes',
  'errors.not_identified.title.named': '{provider} n’a pas indiqué qui vous êtes',
  'errors.not_identified.message':
    'La requête ne contient aucune information de connexion du fournisseur d’identité.',
  'errors.not_identified.message.named':
    'La requête ne contient aucune information de connexion de {provider}.',
  'errors.not_identified.advice':
    'Veuillez vérifier que votre session y est ouverte, ou vous connecter autrement.',
  'errors.not_identified.meaning':
    'Aucun utilisateur n’a été trouvé dans la requête, ou la requête n’est pas venue d’un proxy de `TRUST_PROXY`.',
  'errors.not_identified.remedy':
    'Lisez `detail` dans le journal ou dans la trace. Faites ajouter les en-têtes par le proxy pour `/complete/NAME`, et inscrivez son adresse dans `TRUST_PROXY`. Voir [custom-backends.md](custom-backends.md#headers-of-a-proxy).',
  'errors.invalid_token.title': 'Ce jeton n’est pas accepté',
  'errors.invalid_token.message':
    'Le jeton d’accès est absent, expiré, révoqué ou destiné à un autre client.',
  'errors.invalid_token.advice':
    'Veuillez obtenir du fournisseur d’identité un nouveau jeton d’accès pour ce site, puis réessayer.',
  'errors.invalid_token.advice.named':
    'Veuillez obtenir auprès de {provider} un nouveau jeton d’accès pour ce site, puis réessayer.',
  'errors.invalid_token.meaning':
    'Le jeton d’accès manque, a expiré, a été révoqué, est d’un autre type ou n’a pas été délivré pour ce site.',
  'errors.invalid_token.remedy':
    'Lisez `detail` dans le journal ou dans la trace, qui nomme la vérification. Une cause fréquente est `audience`. Voir [token-exchange.md](token-exchange.md).',
  'errors.insufficient_scope.title': 'Il manque au jeton une portée requise',
  'errors.insufficient_scope.message':
    'Le jeton d’accès ne couvre pas la portée (scope) exigée ici pour se connecter.',
  'errors.insufficient_scope.advice':
    'Veuillez obtenir du fournisseur d’identité un jeton d’accès avec cette portée.',
  'errors.insufficient_scope.advice.named':
    'Veuillez obtenir auprès de {provider} un jeton d’accès avec cette portée.',
  'errors.insufficient_scope.meaning':
    'Il manque au jeton d’accès une portée de `requiredScope`. Le journal la nomme.',
  'errors.insufficient_scope.remedy': 'Obtenez du fournisseur un jeton qui a cette portée.',
  'errors.backend_ambiguous.title': 'Quel fournisseur d’identité a émis ce jeton ?',
  'errors.backend_ambiguous.message':
    'Plusieurs fournisseurs d’identité auraient pu émettre ce jeton d’accès.',
  'errors.backend_ambiguous.advice': 'Veuillez en indiquer un avec « ?backend= ».',
  'errors.backend_ambiguous.meaning':
    'Un jeton opaque, ou un JWT d’un émetteur qui a plusieurs fournisseurs ici, a été envoyé sans `?backend=`.',
  'errors.backend_ambiguous.remedy': 'Nommez le fournisseur.',
  'errors.token_exchange_unsupported.title': 'L’échange de jetons n’est pas activé',
  'errors.token_exchange_unsupported.message':
    'Ce site n’échange pas les jetons d’accès de ce fournisseur contre des sessions.',
  'errors.token_exchange_unsupported.advice':
    'Veuillez vous connecter depuis un navigateur, ou contacter l’administrateur du site.',
  'errors.token_exchange_unsupported.meaning':
    'Aucun fournisseur n’échange de jetons d’accès, ou celui qui a été nommé ne le fait pas.',
  'errors.token_exchange_unsupported.remedy': 'Définissez `audience` ou `introspection` pour ce fournisseur.',
  'errors.token_exchange_unavailable.title': 'Le jeton n’a pas pu être vérifié',
  'errors.token_exchange_unavailable.message':
    'Le fournisseur d’identité n’a pas répondu comme prévu au sujet du jeton d’accès.',
  'errors.token_exchange_unavailable.message.named':
    '{provider} n’a pas répondu comme prévu au sujet du jeton d’accès.',
  'errors.token_exchange_unavailable.advice': 'Veuillez réessayer dans un instant.',
  'errors.token_exchange_unavailable.meaning':
    'Le fournisseur n’a pas répondu au sujet du jeton d’accès, ou pas comme attendu.',
  'errors.token_exchange_unavailable.remedy': 'Réessayez. Lisez `detail` dans le journal ou dans la trace.',
  'errors.interaction_required.title': 'Veuillez vous connecter depuis un navigateur',
  'errors.interaction_required.message':
    'Cette connexion doit vous poser une question, et seule une page web peut le faire.',
  'errors.interaction_required.advice':
    'Veuillez vous connecter une fois depuis un navigateur, puis réessayer.',
  'errors.interaction_required.meaning':
    'La connexion s’est arrêtée sur une question que seule une page peut poser.',
  'errors.interaction_required.remedy': 'Connectez-vous une fois avec un navigateur.',
  'errors.not_allowed.title': 'Vous ne pouvez pas vous connecter avec ce compte',
  'errors.not_allowed.message': 'Ce compte n’est pas autorisé à se connecter ici.',
  'errors.not_allowed.advice': 'Veuillez utiliser un autre compte, ou contacter l’administrateur du site.',
  'errors.not_allowed.meaning':
    'Le domaine n’est pas dans `allowedDomains`, l’adresse n’est pas vérifiée, ou une donnée n’a pas de valeur de `requiredValues`.',
  'errors.not_allowed.remedy': 'Utilisez un autre compte, ou complétez la liste.',
  'errors.role_required.title': 'Vous n’avez pas accès à cette page',
  'errors.role_required.message':
    'Cette page est réservée aux personnes qui ont un certain rôle, et votre compte ne l’a pas.',
  'errors.role_required.advice': 'Veuillez contacter l’administrateur du site.',
  'errors.role_required.meaning':
    'Une page du programme exige, avec `requireRole`, un rôle que cet utilisateur n’a pas.',
  'errors.role_required.remedy': 'Donnez ce rôle à l’utilisateur. Voir [embedding.md](embedding.md).',
  'errors.group_required.title': 'Vous n’avez pas accès à cette page',
  'errors.group_required.message':
    'Cette page est réservée à certains groupes ou moyens de connexion, dont votre compte ne fait pas partie.',
  'errors.group_required.advice':
    'Veuillez contacter l’administrateur du site, ou vous connecter avec un autre compte.',
  'errors.group_required.meaning':
    'Un proxy a demandé, avec `?group=` ou `?backend=`, un groupe ou un fournisseur que cet utilisateur n’a pas.',
  'errors.group_required.remedy':
    'Comparez la configuration du proxy avec les groupes du compte. Voir [forward-auth.md](forward-auth.md).',
  'errors.group_ambiguous.title': 'Cette page n’est pas configurée correctement',
  'errors.group_ambiguous.message':
    'Le site qui protège cette page demande un groupe sans indiquer le fournisseur d’identité auquel il appartient.',
  'errors.group_ambiguous.advice': 'Veuillez contacter l’administrateur du site.',
  'errors.group_ambiguous.meaning':
    'Un proxy a demandé `?group=NAME`, et plusieurs fournisseurs enregistrent des groupes, ou aucun ne le fait. Les fournisseurs désactivés, ou retirés alors qu’ils ont des comptes, comptent aussi. Un groupe appartient à son fournisseur.',
  'errors.group_ambiguous.remedy':
    'Écrivez `?group=BACKEND:NAME` dans la configuration du proxy, et faites enregistrer la donnée par le fournisseur avec `extraClaims`. Voir [forward-auth.md](forward-auth.md#requiring-groups-claims-and-backends).',
  'errors.registration_closed.title': 'Les inscriptions sont fermées',
  'errors.registration_closed.message': 'Ce site n’accepte pas de nouveaux comptes pour le moment.',
  'errors.registration_closed.advice':
    'Si vous avez déjà un compte, veuillez vous connecter comme d’habitude.',
  'errors.registration_closed.meaning':
    'Une nouvelle personne a tenté de se connecter ou de créer un compte alors que `REGISTRATION` vaut `closed`.',
  'errors.registration_closed.remedy': 'Connectez-vous avec un compte existant, et associez-y celui-ci.',
  'errors.claim_missing.title':
    'Le fournisseur d’identité n’a pas transmis toutes les informations nécessaires',
  'errors.claim_missing.title.named': '{provider} n’a pas transmis toutes les informations nécessaires',
  'errors.claim_missing.message':
    'Le fournisseur d’identité n’a pas transmis des informations exigées par ce site.',
  'errors.claim_missing.message.named': '{provider} n’a pas transmis des informations exigées par ce site.',
  'errors.claim_missing.advice':
    'Veuillez recommencer en acceptant de les transmettre, ou utiliser un autre compte.',
  'errors.claim_missing.meaning': 'Une donnée de `requiredClaims` manque. Le journal la nomme.',
  'errors.claim_missing.remedy': 'Acceptez de la transmettre ; vérifiez `scopes`.',
  'errors.email_belongs_to_user.title': 'Vous avez déjà un compte',
  'errors.email_belongs_to_user.message': 'Un compte utilisant votre adresse électronique existe déjà.',
  'errors.email_belongs_to_user.advice':
    'Veuillez vous connecter comme d’habitude. Vous pourrez définir un mot de passe sur la page de votre compte.',
  'errors.email_belongs_to_user.meaning':
    'La personne crée un compte avec une adresse qu’un autre utilisateur a vérifiée. Avec un fournisseur, une preuve lui est demandée à la place.',
  'errors.email_belongs_to_user.remedy': 'Connectez-vous de la manière habituelle.',
  'errors.account_taken.title': 'Ce compte est associé à un autre utilisateur',
  'errors.account_taken.message':
    'Votre compte auprès du fournisseur d’identité est déjà associé à un autre utilisateur de ce site : rien n’a été modifié.',
  'errors.account_taken.message.named':
    'Votre compte {provider} est déjà associé à un autre utilisateur de ce site : rien n’a été modifié.',
  'errors.account_taken.advice':
    'Veuillez vous déconnecter du fournisseur d’identité et choisir un autre compte, ou d’abord dissocier celui-ci de l’autre utilisateur.',
  'errors.account_taken.advice.named':
    'Veuillez vous déconnecter auprès de {provider} et choisir un autre compte, ou d’abord dissocier celui-ci de l’autre utilisateur.',
  'errors.account_taken.meaning': 'Le compte à associer appartient à un autre utilisateur ici.',
  'errors.account_taken.remedy':
    'Choisissez un autre compte chez le fournisseur, ou dissociez-le d’abord de l’autre utilisateur.',
  'errors.user_disabled.title': 'Votre compte est désactivé',
  'errors.user_disabled.message': 'Un administrateur a désactivé votre compte.',
  'errors.user_disabled.advice': 'Veuillez contacter l’administrateur du site.',
  'errors.user_disabled.meaning': 'Un administrateur a désactivé cet utilisateur.',
  'errors.user_disabled.remedy':
    'Réactivez l’utilisateur sous `/admin/users`, ou avec `portcullis user enable`.',
  'errors.refused.title': 'Vous ne pouvez pas vous connecter ici',
  'errors.refused.message': 'Ce site n’a pas accepté la connexion.',
  'errors.refused.advice': 'Veuillez contacter l’administrateur du site.',
  'errors.refused.meaning':
    'Une étape propre au site a refusé la connexion avec `refuse(reason, shown)`. La page affiche les mots de l’étape, s’il y en a.',
  'errors.refused.remedy':
    'La trace de la connexion contient le nom de l’étape et son motif. Voir [pipeline.md](pipeline.md#refusing).',
  'errors.step_failed.title': 'La connexion n’a pas pu aboutir',
  'errors.step_failed.message':
    'Une partie de ce site a cessé de fonctionner pendant la connexion ; rien n’a été modifié.',
  'errors.step_failed.advice':
    'Veuillez réessayer. Si le problème persiste, contactez l’administrateur du site en indiquant la référence ci-dessous.',
  'errors.step_failed.meaning':
    'Une étape propre au site a levé une erreur, a pris plus de deux secondes ou a renvoyé une valeur interdite. La connexion a été annulée.',
  'errors.step_failed.remedy':
    'La ligne du journal qui porte la référence nomme l’étape et contient son erreur. Voir [pipeline.md](pipeline.md#when-a-step-fails).',
  'errors.field_invalid.title': 'Les champs ne sont pas valides',
  'errors.field_invalid.message':
    'Un champ de l’utilisateur n’a pas la forme attendue par ce site ; rien n’a été modifié.',
  'errors.field_invalid.advice': 'Veuillez vérifier les champs.',
  'errors.field_invalid.meaning':
    'Un champ d’un utilisateur ne correspond pas à `user.fields` de la configuration.',
  'errors.field_invalid.remedy':
    'Le champ `detail` du journal ou de la trace indique lequel. Voir [pipeline.md](pipeline.md#roles-and-fields).',
  'errors.issuer_changed.title': 'Nous ne retrouvons pas votre compte',
  'errors.issuer_changed.message':
    'Quelque chose a changé chez le fournisseur d’identité depuis votre dernière connexion. Nous n’avons pas pu retrouver votre compte : aucune session n’a été ouverte.',
  'errors.issuer_changed.message.named':
    'Quelque chose a changé chez {provider} depuis votre dernière connexion. Nous n’avons pas pu retrouver votre compte : aucune session n’a été ouverte.',
  'errors.issuer_changed.advice':
    'Veuillez vous connecter autrement, ou contacter l’administrateur du site en indiquant la référence ci-dessous.',
  'errors.issuer_changed.meaning':
    'Le compte qui a cet identifiant (`sub`) est enregistré sous un autre émetteur. Un identifiant appartient à un émetteur : chez celui-ci, ce peut être une autre personne.',
  'errors.issuer_changed.remedy':
    'Si le fournisseur a changé d’adresse et gardé ses utilisateurs, exécutez `portcullis backend move-accounts`. S’il s’agit d’un autre fournisseur, donnez-lui un autre nom ; voir [backends.md](backends.md#when-an-issuer-changes).',
  'errors.last_login_method.title': 'C’est votre seul moyen de connexion',
  'errors.last_login_method.message':
    'Vous ne pourriez plus vous connecter sans lui : il n’a pas été dissocié.',
  'errors.last_login_method.advice': 'Veuillez d’abord en ajouter un autre.',
  'errors.last_login_method.meaning': 'C’est le seul compte avec lequel l’utilisateur peut se connecter.',
  'errors.last_login_method.remedy': 'Associez d’abord un autre compte.',
  'errors.unknown_account.title': 'Compte introuvable',
  'errors.unknown_account.message': 'Ce compte associé n’existe pas.',
  'errors.unknown_account.advice': 'Veuillez recharger la page de votre compte.',
  'errors.unknown_account.meaning':
    'Ce compte associé n’existe pas. Il a peut-être été dissocié dans un autre onglet.',
  'errors.unknown_account.remedy': 'Rechargez la page du compte.',
  'errors.unavailable.title': 'Temporairement indisponible',
  'errors.unavailable.message': 'Une partie de ce site n’est pas disponible pour le moment.',
  'errors.unavailable.advice': 'Veuillez réessayer dans un instant.',
  'errors.unavailable.meaning':
    'La base de données est injoignable, trop lente, pleine ou en lecture seule, ou trop de mots de passe sont vérifiés en même temps.',
  'errors.unavailable.remedy': 'Réessayez. Vérifiez `/readyz` et le journal.',
  'errors.internal.title': 'Une erreur s’est produite',
  'errors.internal.message': 'L’erreur vient de nous, pas de vous.',
  'errors.internal.advice':
    'Veuillez réessayer. Si le problème persiste, contactez l’administrateur du site en indiquant la référence ci-dessous.',
  'errors.internal.meaning': 'Une anomalie de Portcullis.',
  'errors.internal.remedy': 'Signalez-la, avec la ligne du journal qui porte la référence.',

  'admin.title': 'Administration',
  'admin.overview': 'Vue d’ensemble',
  'admin.providers': 'Fournisseurs',
  'admin.users': 'Utilisateurs',
  'admin.signIns': 'Connexions',
  'admin.sessions': 'Sessions',
  'admin.events': 'Événements',
  'admin.provider': 'Fournisseur',
  'admin.nextPage': 'Page suivante',
  'admin.firstPage': 'Première page',
  'admin.undo': 'Annuler',

  'adminProviders.add': 'Ajouter un fournisseur',
  'adminProviders.lead':
    'Les fournisseurs d’identité avec lesquels on peut se connecter. Un fournisseur prend en charge OpenID Connect ou OAuth 2, comme Google, GitHub ou celui de votre entreprise.',
  'adminProviders.all': 'Tous les fournisseurs',
  'adminProviders.search': 'Libellé ou nom',
  'adminProviders.version': 'Version',
  'adminProviders.changed': 'Modification',
  'adminProviders.none': 'Aucun fournisseur pour l’instant.',
  'adminProviders.noMatch': 'Aucun fournisseur correspondant.',
  'adminProviders.settingsLead':
    'Ceux qui viennent des paramètres ne se modifient pas ici, mais dans BACKENDS_FILE, dans l’environnement ou dans la configuration en code.',
  'adminProviders.note.built-in': 'fournisseur de test, indisponible en production',
  'adminProviders.hiddenNote': 'Les paramètres définissent un fournisseur du même nom, qui est prioritaire.',
  'adminProviders.pendingFailed': 'La connexion de test de la version {version} a échoué.',
  'adminProviders.pendingTested': 'La version {version} est testée, mais pas encore activée.',
  'adminProviders.pendingUntested': 'La version {version} n’est pas encore testée.',
  'adminProviders.state': 'État',
  'adminProviders.state.enabled': 'activé',
  'adminProviders.state.settings': 'des paramètres',
  'adminProviders.state.built-in': 'intégré',
  'adminProviders.state.disabled': 'désactivé',
  'adminProviders.state.failed': 'échec du test',
  'adminProviders.state.tested': 'testé, pas encore activé',
  'adminProviders.state.broken': 'défectueux',
  'adminProviders.state.hidden': 'remplacé par les paramètres',
  'adminProviders.state.draft': 'pas encore testé',
  'adminUsers.search': 'Nom, nom d’utilisateur ou adresse électronique',
  'adminUsers.group': 'Afficher',
  'adminUsers.group.all': 'Tous les utilisateurs',
  'adminUsers.group.administrators': 'Administrateurs',
  'adminUsers.group.disabled': 'Utilisateurs désactivés',
  'adminUsers.group.without-account': 'Utilisateurs sans moyen de connexion',
  'adminUsers.submit': 'Rechercher',
  'adminUsers.found': 'Utilisateurs trouvés',
  'adminUsers.administrator': 'administration',
  'adminUsers.created': 'Création',
  'adminUsers.disabled': 'désactivé',
  'adminUsers.emailVerified': '{email} (vérifiée)',
  'adminUsers.emailNotVerified': '{email} (non vérifiée)',
  'adminUsers.incomplete': 'Aucun utilisateur trouvé pour l’instant. La recherche n’est pas terminée.',
  'adminUsers.none': 'Aucun utilisateur trouvé.',
  'adminUsers.continue': 'Poursuivre la recherche',

  'adminMark.title': 'Image',
  'adminMark.current': 'L’image de ce fournisseur d’identité',
  'adminMark.file': 'Fichier SVG ou PNG',
  'adminMark.hint':
    '32 Ko au maximum. L’image est affichée sur les boutons, sur 20 pixels de haut, sur fond clair et sur fond sombre. Un fichier SVG ne contient que des formes et des dégradés, sans scripts, textes, images ni liens.',
  'adminMark.save': 'Enregistrer l’image',
  'adminMark.remove': 'Supprimer l’image',
  'adminMark.rejected': 'L’image est refusée : {problem}.',

  'adminQuestion.disable.title': 'Désactiver {name} ?',
  'adminQuestion.disable.lead':
    'Toutes les sessions de cet utilisateur seront fermées et il ne pourra plus se connecter. Vous pourrez le réactiver, mais pas rétablir ses sessions.',
  'adminQuestion.disable.button': 'Désactiver et déconnecter partout',
  'adminQuestion.end-session.title': 'Fermer une session de {name} ?',
  'adminQuestion.end-session.lead':
    'Le navigateur, l’application ou l’appareil devra se reconnecter. Les autres sessions de cet utilisateur restent ouvertes.',
  'adminQuestion.end-session.button': 'Déconnecter',
  'adminQuestion.end-sessions.title': 'Déconnecter {name} partout ?',
  'adminQuestion.end-sessions.lead':
    'Tous les navigateurs, appareils et applications de cet utilisateur seront déconnectés. Une nouvelle connexion sera nécessaire sur chacun d’eux.',
  'adminQuestion.end-sessions.button': 'Déconnecter partout',
  'adminQuestion.disconnect.title': 'Retirer un moyen de connexion à {name} ?',
  'adminQuestion.disconnect.lead':
    'Cette personne ne pourra plus se connecter ainsi, et les sessions ouvertes par ce moyen seront fermées. Elle pourra l’associer à nouveau, sauf s’il s’agit de son seul moyen de connexion : seule l’administration du site pourra alors lui rendre l’accès.',
  'adminQuestion.disconnect.button': 'Dissocier',
  'adminQuestion.free-email.title': 'Libérer l’adresse vérifiée de {name} ?',
  'adminQuestion.free-email.lead':
    'Un autre compte pourra alors vérifier cette adresse. Jusqu’à une nouvelle vérification, cette personne n’aura plus d’adresse vérifiée et ne recevra plus de courriels au sujet de son compte.',
  'adminQuestion.free-email.button': 'Libérer l’adresse vérifiée',
  'adminQuestion.revoke.title': 'Retirer le rôle d’administrateur à {name} ?',
  'adminQuestion.revoke.lead':
    'Cet utilisateur ne pourra plus ouvrir l’administration de ce site. Rien d’autre ne change.',
  'adminQuestion.revoke.button': 'Retirer le rôle d’administrateur',
  'adminQuestion.step-down.title': 'Renoncer à votre rôle d’administrateur ?',
  'adminQuestion.step-down.lead':
    'Vous ne pourrez plus ouvrir ces pages, et vous ne pourrez pas revenir en arrière : il faudra qu’un autre administrateur vous rende ce rôle.',
  'adminQuestion.step-down.button': 'Renoncer au rôle d’administrateur',
  'adminQuestion.delete.title': 'Supprimer {name} ?',
  'adminQuestion.delete.lead':
    'L’utilisateur sera supprimé définitivement, avec ses comptes associés, son mot de passe, ses sessions et son nom dans l’historique. Cette action est irréversible. Pour bloquer l’accès en conservant les données, désactivez plutôt l’utilisateur.',
  'adminQuestion.delete.button': 'Supprimer cet utilisateur',
  'adminQuestion.delete-provider.title': 'Supprimer le fournisseur {name} ?',
  'adminQuestion.delete-provider.lead':
    'Toutes les versions de ses paramètres seront supprimées, avec le secret du client et les rapports de ses tests. Cette action est irréversible. Pour empêcher seulement les connexions, désactivez plutôt le fournisseur.',
  'adminQuestion.delete-provider.button': 'Supprimer ce fournisseur',
  'adminQuestion.type': 'Pour confirmer, saisissez {name}',
  'adminQuestion.keep': 'Retour',
  'adminUser.newTitle': 'Créer un utilisateur',
  'adminUser.newLead':
    'L’utilisateur n’a d’abord ni mot de passe ni compte associé. L’invitation est un lien qui fonctionne une seule fois, pendant sept jours : il permet à l’utilisateur de se connecter et de choisir comment se connecter par la suite.',
  'adminUser.emailHelp':
    'Ce site n’envoie pas de courriels : le lien de l’invitation sera affiché sur la page suivante.',
  'adminUser.emailHelpMail':
    'L’invitation y est envoyée, ce qui vérifie aussi l’adresse. Sans adresse, le lien sera affiché sur la page suivante.',
  'adminUser.language': 'Langue des courriels',
  'adminUser.languageHelp':
    'L’invitation et les courriels suivants sont dans cette langue, jusqu’à ce que l’utilisateur en choisisse une autre ou se connecte avec une autre.',
  'adminUser.roles': 'Rôles',
  'adminUser.createAndInvite': 'Créer et inviter',
  'adminUser.createOnly': 'Créer seulement',
  'adminUser.allUsers': 'Tous les utilisateurs',
  'adminUser.linkTitle': 'Invitation pour {name}',
  'adminUser.linkLead':
    'Transmettez ce lien à l’utilisateur et à personne d’autre : il ouvre une session pour toute personne qui l’utilise. Il fonctionne une seule fois, pendant {days} jours, et cette page ne l’affiche que maintenant.',
  'adminUser.link': 'Lien de l’invitation',
  'adminUser.linkHelp': 'Un lien précédent pour cet utilisateur ne fonctionne plus.',
  'adminUser.backToUser': 'Retour à l’utilisateur',
  'adminUser.create': 'Créer un utilisateur',
  'adminUser.notInvited': 'L’utilisateur n’a pas encore de moyen de connexion.',
  'adminUser.inviteMail': 'Envoyer une invitation',
  'adminUser.inviteLink': 'Créer un lien d’invitation',
  'adminUser.sendReset': 'Envoyer un lien pour un nouveau mot de passe',
  'adminUser.edit': 'Modifier',
  'adminUser.editTitle': 'Modifier {name}',
  'adminUser.nameHelp':
    'Une connexion ne change pas un nom modifié. Sur la page de son compte, l’utilisateur peut revenir à celui du fournisseur.',
  'adminUser.usernameHelp':
    'Il peut être modifié une seule fois. L’ancien nom reste réservé à cet utilisateur, car des applications peuvent le connaître sous ce nom.',
  'adminUser.renamedBefore':
    'Le nom d’utilisateur a déjà été modifié : le seul autre nom possible est {username}.',
  'adminUser.fieldsHelp': 'Le texte tel quel, tout le reste en JSON. Un champ vide supprime la valeur.',
  'adminUser.fieldRefused': 'Le champ « {field} » n’accepte pas cette valeur.',
  'adminUser.save': 'Enregistrer',
  'adminUser.active': 'actif',
  'adminUser.notSet': 'non renseigné',
  'adminUser.since': 'Utilisateur depuis',
  'adminUser.id': 'Identifiant',
  'adminUser.listedAdmin':
    'Cette adresse figure dans ADMIN_EMAILS : chaque connexion donne à cet utilisateur les droits d’administration. Pour les retirer définitivement, retirez d’abord l’adresse de ce paramètre.',
  'adminUser.self':
    'C’est vous. Modifiez vos informations sur {link}. Un autre administrateur, ou la ligne de commande, peut vous désactiver.',
  'adminUser.selfLink': 'la page de votre compte',
  'adminUser.enable': 'Activer',
  'adminUser.grant': 'Donner les droits d’administration',
  'adminUser.hasRole': 'attribué',
  'adminUser.unknownRole': 'La configuration ne contient plus ce rôle : il est sans effet.',
  'adminUser.roleFromSignIn': 'Attribué par une connexion ; la prochaine en décidera de nouveau.',
  'adminUser.roleFromAdmin': 'Attribué par un administrateur.',
  'adminUser.giveRole': 'Attribuer',
  'adminUser.takeRole': 'Retirer',
  'adminUser.fields': 'Champs de ce site',
  'adminUser.accounts': 'Comptes associés',
  'adminUser.onlyMethod': 'C’est son seul moyen de connexion. Sans lui, aucune connexion n’est possible.',
  'adminUser.accountUsed': '{account}, dernière utilisation : {time}',
  'flash.user-merged':
    'Les utilisateurs sont fusionnés. Vous pouvez annuler cette fusion ici pendant 24 heures.',
  'flash.merge-undone': 'La fusion est annulée.',
  'errors.merge_refused.title': 'Ces utilisateurs ne peuvent pas être fusionnés',
  'errors.merge_refused.message':
    'Ces deux utilisateurs ne peuvent pas être fusionnés, ou la fusion ne peut plus être annulée.',
  'errors.merge_refused.advice':
    'Choisissez un autre utilisateur que celui-ci et que vous-même. Les deux doivent être actifs. Une fusion peut être annulée pendant une journée, tant que l’utilisateur n’a pas été réactivé.',
  'errors.merge_refused.meaning':
    'Les deux utilisateurs ne peuvent pas être fusionnés : c’est le même, l’un d’eux est désactivé, l’un d’eux est l’administrateur qui fusionne, ou la fusion a été annulée ou date de plus d’un jour.',
  'errors.merge_refused.remedy':
    'Le champ `detail` du journal dit lequel de ces cas s’applique. Voir [admin.md](admin.md#users).',
  'adminMerge.open': 'Fusionner avec un autre utilisateur',
  'adminMerge.title': 'Fusionner {name} avec un autre utilisateur',
  'adminMerge.lead':
    'Deux utilisateurs peuvent être une seule personne, par exemple quand leur fournisseur leur a attribué un nouvel identifiant. Vous voyez d’abord ce qui va se passer ; rien n’est encore modifié.',
  'adminMerge.into': 'Nom de l’utilisateur qui reste',
  'adminMerge.show': 'Voir ce qui va se passer',
  'adminMerge.unknown': 'Aucun utilisateur ne porte ce nom.',
  'adminMerge.plan': 'Ce qui va se passer',
  'adminMerge.signedOut': '{name} est désactivé, et toutes ses sessions sont fermées.',
  'adminMerge.account': 'Le compte chez {provider} donne désormais accès au compte de {into}.',
  'adminMerge.accountNamed': 'Le compte {account} chez {provider} donne désormais accès au compte de {into}.',
  'adminMerge.noAccounts': 'Il n’y a aucun compte à transférer.',
  'adminMerge.password': 'Le mot de passe ne peut pas être transféré. Il ne permet plus de se connecter.',
  'adminMerge.email':
    'L’adresse vérifiée {email} devient libre. {into} l’obtient à la prochaine connexion qui la confirme.',
  'adminMerge.admin': '{into} ne reçoit pas les droits d’administration.',
  'adminMerge.kept': '{into} garde son nom, ses rôles et ses paramètres.',
  'adminMerge.undoable':
    'Rien n’est supprimé. Vous pouvez annuler la fusion pendant 24 heures, sur la page de l’utilisateur désactivé.',
  'adminMerge.button': 'Fusionner',
  'adminMerge.merged': 'Fusionné avec {into}. Annulation possible jusqu’au {time}.',
  'adminMerge.undo': 'Annuler la fusion',
  'adminUser.move': 'Transférer ce compte à un autre utilisateur',
  'adminUser.moveLead':
    '{provider} ouvrira alors le compte de l’utilisateur que vous indiquez ici. Toutes les sessions de l’utilisateur actuel seront fermées.',
  'adminUser.moveSubmit': 'Transférer',
  'adminUser.noAccounts': 'Aucun. L’utilisateur ne peut pas se connecter.',
  'adminUser.sessionsHidden':
    'Ce stockage ne permet pas d’afficher les sessions. Vous pouvez toutes les fermer en une fois.',
  'adminUser.noSessions': 'L’utilisateur n’a aucune session ouverte.',
  'adminUser.client': 'Navigateur ou appareil',
  'adminUser.method': 'Connexion avec',
  'adminUser.opened': 'Ouverture',
  'adminUser.lastUsed': 'Dernière utilisation',
  'adminUser.endSession': 'Déconnecter',
  'adminUser.signIns': 'Dernières connexions',
  'adminOverview.counting': 'calcul en cours',
  'adminOverview.lastDay': 'Dernières 24 heures',
  'adminOverview.stillCounting':
    'Les connexions sont encore en cours de comptage. Rechargez cette page dans quelques secondes.',
  'adminOverview.attentionUnknown':
    'Les connexions sont encore en cours de comptage. On ne sait donc pas encore si celles d’un fournisseur échouent.',
  'adminOverview.results': 'Résultats',
  'adminOverview.result': 'Résultat',
  'adminOverview.count': 'Nombre',
  'adminOverview.noSignIns': 'Aucune connexion pour l’instant.',
  'adminOverview.failures': 'Derniers échecs',
  'adminOverview.noFailures': 'Aucun.',
  'adminOverview.noNewFailures': 'Aucun parmi les connexions les plus récentes.',
  'adminOverview.weekSignIns': 'Connexions en 7 jours',
  'adminOverview.weekSuccess': 'Taux de réussite sur 7 jours',
  'adminOverview.inMonth': '{value} en 30 jours',
  'adminOverview.newUsers': '{week} de plus en 7 jours, {month} en 30 jours',
  'adminOverview.opened': 'ouvertures en 7 jours : {week}, en 30 jours : {month}',
  'adminOverview.weekProviders': 'Fournisseurs, 7 derniers jours',
  'adminOverview.providerResult': 'réussites : {ok}, échecs : {failed}',
  'adminProviders.email': 'EMAIL_LOGIN l’active ou le désactive',
  'adminOverview.attention': 'À vérifier',
  'adminOverview.ownMistakes': 'Erreurs des personnes',
  'adminOverview.ownMistakesNote':
    'Au cours des dernières 24 heures, par exemple un mauvais mot de passe ou une connexion annulée. Elles ne comptent pas comme des échecs.',
  'attention.failing':
    'Échecs de connexion avec {provider} au cours des dernières 24 heures : {failed} sur {all}.',
  'attention.noReturn':
    'Aucune des {attempts} dernières connexions envoyées à {provider} n’est revenue. Vérifiez que cette URI de redirection y est enregistrée à l’identique : {uri}',
  'attention.testFailed': 'La connexion de test avec {provider} a échoué.',
  'attention.mailOff':
    'Ce site ne peut pas envoyer de courriels : les utilisateurs ne peuvent ni vérifier une adresse ni réinitialiser un mot de passe.',
  'attention.keysOld': 'Les clés de ce site ont plus d’un an.',
  'attention.keysReadable': 'D’autres utilisateurs de la machine peuvent lire les clés de ce site.',
  'attention.tooManyKeys': 'Ce site accepte encore d’anciennes clés dont il n’a peut-être plus besoin.',
  'attention.doctor': 'Diagnostic, {check} : {message}',
  'attention.doctorMore': {
    one: 'Le diagnostic a trouvé {count} autre problème.',
    other: 'Le diagnostic a trouvé {count} autres problèmes.',
  },
  'attention.webhooks': {
    one: '{count} destinataire d’événements ne les accepte pas.',
    other: '{count} destinataires d’événements ne les acceptent pas.',
  },
  'attention.onlyAdministrator':
    'Vous êtes la seule personne à administrer ce site. Donnez aussi ce rôle à une autre. Si vous perdez l’accès, exécutez « portcullis admin grant EMAIL » sur le serveur.',
  'adminList.time': 'Date',
  'adminList.person': 'Personne',
  'adminList.browser': 'Navigateur',
  'adminList.reference': 'Référence',
  'adminList.from': 'Du',
  'adminList.to': 'Au',
  'adminList.newer': 'Plus récents',
  'adminList.export': 'Exporter cette liste :',
  'adminEvents.lead': 'Les actions d’administration, ici et en ligne de commande. Conservées un an.',
  'adminEvents.administrator': 'Administration',
  'adminEvents.action': 'Action',
  'adminEvents.details': 'Détails',
  'adminEvents.newestFirst': 'Événements, du plus récent au plus ancien',
  'adminEvents.none': 'Aucun événement correspondant.',
  'adminSignIns.succeededOnly': 'Réussies uniquement',
  'adminDoctor.title': 'Diagnostic',
  'adminDoctor.lead':
    'Vérifie tout ce qu’une connexion nécessite : paramètres, adresse, proxy, cookies, fournisseurs, base de données, sessions, clés, courriels et webhooks. Le diagnostic ne modifie rien et n’envoie aucun courriel.',
  'adminDoctor.lastRun': 'Dernier diagnostic : {time}',
  'adminDoctor.neverRun': 'Aucun diagnostic pour l’instant',
  'adminDoctor.failures': { one: '{count} erreur', other: '{count} erreurs' },
  'adminDoctor.warnings': { one: '{count} avertissement', other: '{count} avertissements' },
  'adminDoctor.run': 'Lancer le diagnostic',
  'adminDoctor.note': 'Cela peut prendre une demi-minute. {command} fait la même chose sur le serveur.',
  'adminDoctor.findings': 'Résultats',
  'adminDoctor.level.ok': 'correct',
  'adminDoctor.level.warning': 'avertissement',
  'adminDoctor.level.failure': 'erreur',
  'doctor.check.settings': 'paramètres',
  'doctor.check.address': 'adresse',
  'doctor.check.cookies': 'cookies',
  'doctor.check.callbacks': 'URI de redirection',
  'doctor.check.providers': 'fournisseur',
  'doctor.check.database': 'base de données',
  'doctor.check.sessions': 'sessions',
  'doctor.check.keys': 'clés',
  'doctor.check.mail': 'messagerie',
  'doctor.check.webhooks': 'webhooks',
  'doctor.noProblems': 'Aucun problème trouvé.',
  'doctor.levelAndCode': '{level} : {code}',
  'doctor.checkOf': '{check} {subject}',
  'doctor.check_timeout.message':
    'Cette vérification n’était pas terminée après {seconds} secondes et a été abandonnée.',
  'doctor.check_timeout.advice': 'Vérifiez vous-même ce point, puis relancez le diagnostic.',
  'doctor.check_failed.message': 'Cette vérification s’est arrêtée sur une erreur inattendue ({error}).',
  'doctor.check_failed.advice': 'Vérifiez vous-même ce point, et signalez cette erreur.',
  'doctor.clock_skew.ahead':
    'L’horloge de {owner} avance de {seconds} secondes sur celle de cette machine : des jetons semblent expirés ou pas encore valables.',
  'doctor.clock_skew.behind':
    'L’horloge de {owner} retarde de {seconds} secondes sur celle de cette machine : des jetons semblent expirés ou pas encore valables.',
  'doctor.clock_skew.serverAhead':
    'L’horloge du serveur avance de {seconds} secondes sur celle de cette machine : des jetons semblent expirés ou pas encore valables.',
  'doctor.clock_skew.serverBehind':
    'L’horloge du serveur retarde de {seconds} secondes sur celle de cette machine : des jetons semblent expirés ou pas encore valables.',
  'doctor.clock_skew.advice':
    'Activez la synchronisation avec un serveur de temps (NTP). Si plusieurs horloges s’écartent d’autant, c’est celle de cette machine qui est fausse.',
  'doctor.settings.ok': 'Tous les paramètres sont valides.',
  'doctor.settings_invalid.message': '{problem}',
  'doctor.settings_invalid.advice': 'Corrigez ce paramètre. D’ici là, le serveur ne démarre pas.',
  'doctor.keys_absent.message':
    'Il n’y a pas encore de clés. Le premier démarrage du serveur les crée dans {path}.',
  'doctor.keys_absent.advice': 'Démarrez le serveur une fois, ou définissez SESSION_KEYS et ENCRYPTION_KEYS.',
  'doctor.address.ok': '{address} mène au serveur, et les requêtes arrivent inchangées.',
  'doctor.not_production.message':
    'NODE_ENV n’est pas « production », alors que {address} n’est pas une adresse de cette machine : n’importe qui peut se connecter avec Demo ID.',
  'doctor.not_production.advice': 'Définissez NODE_ENV=production.',
  'doctor.trust_proxy_too_wide.range':
    'TRUST_PROXY contient {range}, une plage si large qu’elle comprend des visiteurs, qui pourraient alors prétendre à n’importe quelle adresse IP.',
  'doctor.trust_proxy_too_wide.source':
    'TRUST_PROXY contient {address}, l’origine de cette requête : un visiteur à cette adresse peut prétendre à n’importe quelle adresse IP.',
  'doctor.trust_proxy_too_wide.advice': 'N’indiquez que les adresses de vos proxys.',
  'doctor.address_elsewhere.message':
    '{address} répond (statut {status}), mais ce n’est pas ce serveur, ou ses SESSION_KEYS sont différentes.',
  'doctor.address_elsewhere.redirect':
    '{address} répond (statut {status}, redirection vers {target}), mais ce n’est pas ce serveur, ou ses SESSION_KEYS sont différentes.',
  'doctor.address_elsewhere.invalid': 'une adresse non valide',
  'doctor.address_elsewhere.advice':
    'Vérifiez vers où le proxy transmet BASE_URL, et comparez SESSION_KEYS avec celles du serveur en fonctionnement.',
  'doctor.address_unreachable.message':
    'Le serveur fonctionne sur {host}, port {port}, mais {address} ne mène pas à lui : {reason}.',
  'doctor.address_unreachable.advice':
    'Corrigez BASE_URL, le nom DNS, le certificat ou le proxy. Si seule cette machine n’atteint pas l’adresse, exécutez « portcullis doctor » sur une autre.',
  'doctor.server_down.proxy':
    'Le proxy à l’adresse {address} répond avec le statut {status}, car aucun serveur ne répond sur {host}, port {port}.',
  'doctor.server_down.proxyAdvice':
    'Démarrez le serveur et relancez le diagnostic. S’il fonctionne sur une autre machine, exécutez « portcullis doctor » sur celle-ci.',
  'doctor.server_down.direct':
    'Aucun serveur ne répond à l’adresse {address}, ni sur {host}, port {port} : le proxy n’a pas pu être vérifié.',
  'doctor.server_down.directAdvice': 'Démarrez le serveur et relancez le diagnostic.',
  'doctor.forwarded_host_passed.message':
    'Le proxy transmet l’en-tête X-Forwarded-Host du visiteur, qui peut y mettre n’importe quelle valeur.',
  'doctor.forwarded_host_passed.advice':
    'Configurez le proxy pour qu’il définisse lui-même X-Forwarded-Host, ou le retire.',
  'doctor.unknown_host.message':
    'Les requêtes vers {address} arrivent avec l’hôte {host} : toutes les pages sont refusées.',
  'doctor.unknown_host.advice':
    'Configurez le proxy pour qu’il transmette l’en-tête Host (nginx : proxy_set_header Host $http_host), ou corrigez BASE_URL.',
  'doctor.unknownAddress': 'adresse inconnue',
  'doctor.proxyAddress': 'l’adresse du proxy',
  'doctor.trust_proxy_missing.message':
    'Les requêtes passent par un proxy ({peer}) qui ne figure pas dans TRUST_PROXY : tous les visiteurs partagent une seule adresse IP et une seule limite de requêtes.',
  'doctor.trust_proxy_missing.advice': 'Définissez TRUST_PROXY={peer}, s’il s’agit de votre proxy.',
  'doctor.trust_proxy_unused.message':
    'TRUST_PROXY est défini, mais cette requête est arrivée directement ({peer}), sans passer par un proxy.',
  'doctor.trust_proxy_unused.advice':
    'N’en tenez pas compte si seule cette machine contourne le proxy. Sinon, retirez TRUST_PROXY.',
  'doctor.forwarded_for_unreadable.message':
    'X-Forwarded-For contient {value}, qui n’est pas une adresse IP : tous les visiteurs partagent une seule adresse IP et une seule limite de requêtes.',
  'doctor.forwarded_for_unreadable.advice':
    'Configurez le proxy pour qu’il ajoute l’adresse IP du visiteur à X-Forwarded-For, avec ou sans port.',
  'doctor.forwarded_proto_http.message':
    'Le proxy signale http pour cette requête, bien qu’elle ait été envoyée en https.',
  'doctor.forwarded_proto_http.advice':
    'TLS se termine devant ce proxy. Assurez-vous qu’à cet endroit http est redirigé vers https.',
  'doctor.settings_differ.message':
    'Le serveur en fonctionnement n’a pas la même valeur de {setting} que ce diagnostic.',
  'doctor.settings_differ.advice':
    'Lancez le diagnostic avec l’environnement du serveur, ou redémarrez le serveur.',
  'doctor.callback_local.message': 'L’URI de redirection est {uri}, que seule cette machine peut atteindre.',
  'doctor.callback_local.advice': 'Indiquez l’adresse publique dans BASE_URL.',
  'doctor.callbacks.request': 'Lit les requêtes du proxy. Il n’y a rien à enregistrer.',
  'doctor.callbacks.accepted': 'Le fournisseur accepte {uri}',
  'doctor.callbacks.register': 'Cette URI de redirection doit être enregistrée chez le fournisseur : {uri}',
  'doctor.authorization_refused.message': 'Le fournisseur répond à une connexion par l’erreur {error}.',
  'doctor.authorization_refused.advice':
    'Comparez l’identifiant client, les portées et l’enregistrement de ce client avec ce que le fournisseur affiche.',
  'doctor.callback_refused.message': 'Le fournisseur refuse les connexions avec l’URI de redirection {uri}',
  'doctor.callback_refused.advice':
    'Enregistrez chez le fournisseur exactement cette URI de redirection, et vérifiez l’identifiant client.',
  'doctor.token_clients_missing.message':
    'Les jetons d’accès sont échangés quel que soit le client du fournisseur auquel ils ont été délivrés. Tout client autorisé à demander cette audience, et toute personne qui obtient un tel jeton, peut se connecter ici à la place de son utilisateur.',
  'doctor.token_clients_missing.advice': 'Indiquez les clients dans "tokenClients".',
  'doctor.proxies.ok':
    'Les fournisseurs sont appelés par l’intermédiaire d’un proxy : {used}. C’est le proxy, et non ce serveur, qui décide des adresses accessibles.',
  'doctor.proxies.https': 'https par {https}',
  'doctor.proxies.http': 'http par {http}',
  'doctor.proxies.both': 'https par {https}, http par {http}',
  'doctor.proxies.except': '{used}, sauf {hosts}',
  'doctor.providers.code':
    '{issuer} est défini par du code. Ses fonctions n’ont pas été vérifiées, car seule une connexion les appelle.',
  'doctor.providers.oidc': '{issuer} répond et a des clés de signature.',
  'doctor.providers.oidcWithoutTime':
    '{issuer} répond et a des clés de signature. Il n’indique pas quand ses utilisateurs se sont connectés pour la dernière fois : c’est l’horloge de ce site qui fait foi quand ils se reconnectent.',
  'doctor.providers.oauth2':
    '{issuer} répond. Il n’indique pas quand ses utilisateurs se sont connectés pour la dernière fois : c’est l’horloge de ce site qui fait foi quand ils se reconnectent.',
  'doctor.providers.problem': '{issuer} : {problem}.',
  'doctor.provider_misconfigured.advice':
    'Comparez les paramètres du fournisseur, surtout son émetteur, avec sa documentation.',
  'doctor.provider_unavailable.advice':
    'Vérifiez que le fournisseur fonctionne et que cette machine peut l’atteindre (DNS, pare-feu, proxy).',
  'doctor.definition_unreadable.message': '{problem}',
  'doctor.definition_unreadable.advice': 'Corrigez-la dans /admin/providers, ou désactivez-y le fournisseur.',
  'doctor.client_refused.message':
    'Le fournisseur n’accepte pas l’identifiant client ou le secret du client ({reason}).',
  'doctor.client_refused.advice':
    'Copiez-les de nouveau depuis le fournisseur. S’ils sont exacts, comparez "clientAuthentication" avec ce que le fournisseur attend.',
  'doctor.issuer_changed.message':
    'Des comptes d’un autre émetteur ({issuers}) sont enregistrés sous le nom {name}, mais son émetteur est maintenant {issuer}, chez qui les mêmes identifiants peuvent désigner d’autres personnes.',
  'doctor.issuer_changed.more': { one: '{listed} et {count} autre', other: '{listed} et {count} autres' },
  'doctor.issuer_changed.advice':
    'Si le fournisseur a changé d’adresse et gardé ses utilisateurs, exécutez « {command} ». S’il s’agit d’un autre fournisseur, donnez-lui un autre nom.',
  'doctor.subjects_changed.message':
    'La définition de {name} a changé depuis le dernier démarrage d’un serveur qui l’utilise. {problem}',
  'doctor.subjects_changed.advice':
    'Si toutes les personnes gardent leur identifiant, exécutez « {command} ». Sinon, annulez la modification, ou donnez un autre nom au fournisseur.',
  'doctor.subjects_changed.subject':
    'Les comptes sont enregistrés sous l’identifiant que produit {source}. Avec un autre, ils seraient introuvables, ou seraient ceux d’autres personnes.',
  'doctor.subjects_changed.function': 'sa fonction {name}',
  'doctor.subjects_changed.alias':
    '"issuerAliases" ne peut pas contenir {alias} tant que des comptes sont enregistrés, car ce n’est pas l’adresse de l’émetteur : les jetons d’autres personnes pourraient les ouvrir.',
  'doctor.subjects_changed.endpoint':
    '{endpoint} ne peut pas passer à un autre hôte tant que des comptes sont enregistrés, car c’est cet hôte qui décide qui se connecte.',
  'doctor.database.ok': 'La base de données répond, et ses tables correspondent à cette version.',
  'doctor.database_file_readable.files':
    'D’autres utilisateurs de cette machine peuvent lire {files}, avec les empreintes des mots de passe et les adresses électroniques de tous les utilisateurs.',
  'doctor.database_file_readable.folder':
    'D’autres utilisateurs de cette machine peuvent remplacer des fichiers dans {folder}, où se trouve la base de données.',
  'doctor.runCommand': 'Exécutez : {command}',
  'doctor.database_absent.message': 'Il n’y a pas de base de données à l’emplacement {file}.',
  'doctor.database_absent.productionAdvice': 'Corrigez DATABASE_URL, ou exécutez « portcullis migrate ».',
  'doctor.database_absent.advice':
    'Le premier démarrage du serveur la crée. S’il devait déjà y en avoir une, corrigez DATABASE_URL.',
  'doctor.unavailable.database': '{problem}',
  'doctor.unavailable.databaseAdvice':
    'Vérifiez que la base de données fonctionne, et que l’hôte, le nom, l’utilisateur et le mot de passe sont exacts dans DATABASE_URL.',
  'doctor.unavailable.fileAdvice':
    'Vérifiez que cet utilisateur peut lire et écrire le fichier et son dossier, et qu’il s’agit d’une base SQLite.',
  'doctor.migrations_unknown.message':
    'La base de données est plus récente que cette version. Elle a les migrations {migrations}.',
  'doctor.migrations_unknown.advice': 'Démarrez la version qui l’a migrée, ou une plus récente.',
  'doctor.migrations_failed.message': 'Ces migrations ne se sont pas terminées : {migrations}.',
  'doctor.migrations_failed.advice':
    'Les instructions d’une migration s’exécutent dans une seule transaction : la base de données les a toutes, ou aucune. Corrigez la cause s’il y en a une, puis exécutez « portcullis migrate --rolled-back NAME », qui la relance. S’il est alors signalé qu’un élément existe déjà, la base de données a toute la migration : exécutez « portcullis migrate --applied NAME ».',
  'doctor.migrations_pending.message': 'Il manque ces migrations à la base de données : {migrations}.',
  'doctor.migrations_pending.advice': 'Exécutez « npm run migrate » ou « portcullis migrate ».',
  'doctor.user_field_outdated.message':
    'Utilisateurs dont le champ {field} a une valeur que son schéma n’accepte pas : {affected} sur {users}. La valeur par défaut s’applique.',
  'doctor.user_field_outdated.advice':
    'Faites aussi accepter les anciennes valeurs par le schéma dans user.fields, ou modifiez les valeurs dans une étape.',
  'doctor.user_role_unknown.message':
    'Utilisateurs qui ont le rôle {role}, absent de user.roles et donc sans effet : {affected} sur {users}.',
  'doctor.user_role_unknown.advice':
    'Rétablissez le rôle dans user.roles, ou retirez-le aux utilisateurs dans /admin/users.',
  'doctor.sessions.cookies': 'Les sessions sont enregistrées dans des cookies.',
  'doctor.sessions.database': 'Les sessions sont enregistrées dans la base de données.',
  'doctor.sessions.redis': 'Redis répond et ne supprime pas de sessions faute de mémoire.',
  'doctor.redis_evicts.message':
    'Redis applique la règle maxmemory-policy {policy} : quand sa mémoire est pleine, il supprime des sessions, et leurs utilisateurs doivent se reconnecter.',
  'doctor.redis_evicts.advice': 'Réglez maxmemory-policy sur noeviction ou volatile-ttl.',
  'doctor.unavailable.redis': 'Redis, qui enregistre les sessions, ne répond pas ou refuse l’accès.',
  'doctor.unavailable.redisAdvice':
    'Vérifiez que Redis fonctionne, et que l’hôte, le port, l’utilisateur et le mot de passe sont exacts dans REDIS_URL.',
  'doctor.cookie_not_secure.message':
    'Le cookie {name} est envoyé en http : n’importe qui sur le réseau peut le voler.',
  'doctor.cookie_not_secure.advice': 'Servez le site en https, et utilisez https dans BASE_URL.',
  'doctor.cookie_not_host_bound.name':
    'D’autres hôtes du même domaine peuvent définir ou lire le cookie {name}, car son nom ne commence pas par __Host-.',
  'doctor.cookie_not_host_bound.domain':
    'D’autres hôtes du même domaine peuvent définir ou lire le cookie {name}, car il est valable pour tout {domain}.',
  'doctor.cookie_not_host_bound.advice':
    'Retirez SESSION_COOKIE_NAME, SESSION_COOKIE_DOMAIN et SESSION_COOKIE_PATH, sauf si d’autres sites du domaine partagent la session.',
  'doctor.cookie_cross_site.message':
    'Le cookie {name} est SameSite=None : les navigateurs l’envoient avec les requêtes de tous les sites.',
  'doctor.cookie_cross_site.advice': 'Définissez SESSION_COOKIE_SAMESITE=lax, ou retirez ce paramètre.',
  'doctor.cookies.ok': '{name} : {flags}.',
  'doctor.cookies.formPost':
    '{name} : {flags}. Cela fonctionne aussi pour les réponses form_post de {providers}.',
  'doctor.keys.ok': 'Les clés sont valides et déchiffrent les données enregistrées.',
  'doctor.keys.notSampled':
    'Les clés sont valides. Sans la base de données, les données enregistrées n’ont pas pu être vérifiées.',
  'doctor.key_file_old.message': 'Les clés dans {path} ont {days} jours.',
  'doctor.key_file_old.advice':
    'Ajoutez de nouvelles clés devant les anciennes ; voir « Rotating keys » dans docs/deployment.md.',
  'doctor.key_file_readable.message': 'D’autres utilisateurs de cette machine peuvent lire {path}.',
  'doctor.too_many_keys.message': '{setting} contient {keys} clés, et le serveur les accepte toutes.',
  'doctor.too_many_keys.advice':
    'Retirez les clés qui ne servent plus ; voir « Rotating keys » dans docs/deployment.md.',
  'doctor.encrypted.account tokens': 'jetons des comptes',
  'doctor.encrypted.client secret': 'secrets des clients',
  'doctor.encrypted.test report': 'rapports de test',
  'doctor.undecryptable_rows.message':
    'Valeurs ({kind}) qu’aucune clé d’ENCRYPTION_KEYS ne peut déchiffrer : {undecryptable} sur {sampled} examinées.',
  'doctor.undecryptable_rows.advice':
    'Rétablissez la clé manquante ; « portcullis keys status » affiche son identifiant. Si elle est perdue, les utilisateurs doivent associer de nouveau leurs comptes, et les secrets des fournisseurs doivent être saisis de nouveau.',
  'doctor.old_key_rows.message':
    'Valeurs ({kind}) encore chiffrées avec l’ancienne clé {key}, numéro {position} d’ENCRYPTION_KEYS : {values}.',
  'doctor.old_key_rows.advice':
    'Conservez cette clé jusqu’à ce qu’un démarrage du serveur, ou « portcullis keys reencrypt », les ait chiffrées de nouveau.',
  'doctor.mail.logged': 'Les courriels sont écrits dans le journal, car SMTP_URL n’est pas défini.',
  'doctor.mail.responds': 'Le serveur de messagerie {host} répond. Rien n’a été envoyé.',
  'doctor.mail.accepts':
    'Le serveur de messagerie {host} accepte le nom d’utilisateur et le mot de passe. Rien n’a été envoyé.',
  'doctor.mail_unavailable.passwords':
    'SMTP_URL n’est pas défini : aucun courriel ne peut être envoyé, et les utilisateurs ne peuvent ni s’inscrire ni réinitialiser un mot de passe oublié.',
  'doctor.mail_unavailable.addresses':
    'SMTP_URL n’est pas défini : aucun courriel ne peut être envoyé, et les utilisateurs ne peuvent pas vérifier d’adresse électronique.',
  'doctor.mail_unavailable.advice': 'Définissez SMTP_URL et MAIL_FROM, sauf si c’est voulu.',
  'doctor.mail_login_refused.message':
    'Le serveur de messagerie {host} n’accepte pas le nom d’utilisateur et le mot de passe de SMTP_URL.',
  'doctor.mail_login_refused.advice':
    'Vérifiez les deux, et encodez-y les caractères spéciaux tels que @ et / (encodage-pourcent, RFC 3986). Certains serveurs de messagerie exigent un mot de passe d’application.',
  'doctor.mail_unreachable.message': 'Le serveur de messagerie {host} ne répond pas correctement ({code}).',
  'doctor.mail_unreachable.noCode': 'aucun code',
  'doctor.mail_unreachable.advice':
    'Vérifiez l’hôte, le port et le schéma de SMTP_URL, et que cette machine peut atteindre le serveur de messagerie.',
  'doctor.webhooks.ok': 'Le destinataire répond. Aucun événement n’a été envoyé.',
  'doctor.webhook_unreachable.message': 'Le destinataire ne peut pas être atteint : {problem}.',
  'doctor.webhook_unreachable.advice':
    'Vérifiez l’URL du webhook, et que cette machine peut l’atteindre. Les événements attendent trois jours.',
  'doctor.webhook_failing.refused': 'Le destinataire n’a pas accepté les derniers événements.',
  'doctor.webhook_failing.gone': 'Le destinataire a répondu 410 Gone.',
  'doctor.webhook_failing.advice':
    'Consultez ses réponses dans /admin/webhooks ; « {@webhooks.test} » y essaie de nouveau.',
  'because.list': '{first}, {rest}',
  'because.either': '{first} ou {rest}',
  'because.sequence': '{first} ; {rest}',
  'because.identity.sent': 'données (claims) envoyées par le fournisseur : {claims}',
  'because.identity.noClaims': 'aucune',
  'because.identity.unusual': 'une au nom inhabituel',
  'because.identity.complete': 'aucune donnée connue ne manque',
  'because.identity.missing': 'aucune donnée utilisable pour : {names}',
  'because.identity.noEmailPermission':
    'la liste des adresses électroniques ne peut pas être lue, il n’y a donc pas d’adresse ; autorisez cette application, chez le fournisseur, à lire les adresses électroniques',
  'because.identity.verified': 'l’adresse est vérifiée',
  'because.identity.unverified': 'l’adresse n’est pas vérifiée',
  'because.claim.email': 'adresse électronique',
  'because.claim.preferredUsername': 'nom d’utilisateur',
  'because.claim.name': 'nom',
  'because.claim.givenName': 'prénom',
  'because.claim.familyName': 'nom de famille',
  'because.claim.picture': 'photo',
  'because.terms.none': 'il n’y a pas de conditions d’utilisation',
  'because.terms.connecting': 'l’association d’un compte ne demande pas d’accepter les conditions',
  'because.terms.before': 'les conditions {version} avaient déjà été acceptées',
  'because.terms.disabled': 'rien n’est demandé à un utilisateur désactivé',
  'because.terms.now': 'les conditions {version} viennent d’être acceptées',
  'because.terms.wanted': 'les conditions {version} n’ont pas été acceptées',
  'because.account.linkedBefore': 'le compte est déjà associé',
  'because.account.linked': 'associé comme compte {account}',
  'because.user.active': 'l’utilisateur est actif',
  'because.user.disabled': 'l’utilisateur {user} est désactivé',
  'because.domain.any': 'tous les domaines peuvent se connecter',
  'because.domain.listed': 'le domaine {domain} figure sur la liste',
  'because.domain.unlisted': 'le domaine {domain} ne figure pas sur la liste',
  'because.domain.noEmail': 'le fournisseur n’a pas envoyé d’adresse électronique',
  'because.domain.unverified': 'le fournisseur n’a pas vérifié l’adresse électronique',
  'because.claims.present': {
    one: '{count} donnée obligatoire présente',
    other: '{count} données obligatoires présentes',
  },
  'because.claims.missing': 'le fournisseur n’a pas envoyé {claims}',
  'because.claims.required': 'la donnée (claim) {claim} doit valoir {values}, mais elle manque',
  'because.claims.different': 'la donnée (claim) {claim} doit valoir {values}, mais elle vaut autre chose',
  'because.username.unneeded': 'aucun nouvel utilisateur n’est nécessaire',
  'because.username.free': 'le nom d’utilisateur est disponible',
  'because.user.exists': 'l’utilisateur existe',
  'because.user.created': 'utilisateur {user} créé',
  'because.link.known': 'l’identité est connue',
  'because.link.new': 'l’identité est nouvelle',
  'because.link.closed': 'l’identité est nouvelle, et les inscriptions sont fermées',
  'because.link.password':
    'un utilisateur a prouvé que cette adresse est la sienne, et un mot de passe ne permet jamais d’associer un compte',
  'because.link.sameProvider':
    'une autre personne chez ce fournisseur a prouvé que cette adresse est la sienne',
  'because.link.newSameProvider':
    'l’identité est nouvelle, et une autre personne chez ce fournisseur a prouvé que l’adresse est la sienne',
  'because.link.byEmail':
    'l’adresse est prouvée des deux côtés, et elle suffit pour associer un compte de ce fournisseur',
  'because.link.proof':
    'un utilisateur a prouvé que cette adresse est la sienne, et elle ne suffit pas pour associer un compte de ce fournisseur',
  'because.link.asked': 'l’utilisateur en session l’a demandé',
  'because.link.connected': 'il est déjà associé à cet utilisateur',
  'because.link.taken': 'l’identité est associée à un autre utilisateur',
  'because.account.unknown': 'cette identité est nouvelle ici',
  'because.account.found': 'le compte {account} de l’utilisateur {user}',
  'because.account.otherIssuer':
    'le compte de cet identifiant est enregistré sous l’émetteur {stored}, et cette connexion vient de {issuer}',
  'because.admin.nothing': 'rien à attribuer',
  'because.admin.granted': 'ADMIN_EMAILS donne à l’utilisateur les droits d’administration',
  'because.email.byProvider': 'le fournisseur a vérifié l’adresse',
  'because.email.byCode': 'un code a prouvé l’adresse',
  'because.email.unasked': 'aucune adresse n’est demandée',
  'because.email.required': 'le fournisseur exige une adresse',
  'because.email.none': 'il n’y a pas d’adresse',
  'because.email.unproven': 'l’adresse n’est pas prouvée',
  'because.email.wanted': 'le fournisseur demande que l’adresse soit prouvée',
  'because.email.cannotSend':
    'requireVerifiedEmail est activé, mais aucun courriel ne peut être envoyé : SMTP_URL n’est pas défini',
  'because.granted.nothing': 'aucune étape n’a rien attribué de nouveau',
  'because.granted.roles': 'rôles enregistrés',
  'because.granted.fields': 'champs enregistrés',
  'because.granted.both': 'rôles et champs enregistrés',
  'because.account.fresh': 'le nouveau compte est déjà à jour',
  'because.account.updated': 'les jetons et les données supplémentaires sont à jour',
  'because.profile.connecting': 'l’association d’un compte ne modifie aucune information',
  'because.profile.same': 'rien n’a changé',
  'because.profile.updated': 'mis à jour : {fields}',
  'because.email.taken': 'l’utilisateur {user} a prouvé que cette adresse est la sienne',
  'because.account.refused':
    'le compte est connu : ses données sont à jour, et les sessions qu’il avait ouvertes sont fermées',
  'because.account.own': 'compte {account}',
  'because.account.others': 'autres moyens de connexion restants : {methods}',
  'because.account.detached': 'la session en cours n’est pas liée à ce compte',
  'because.account.disconnected': 'dissocié, et ses sessions sont fermées',
  'because.step.unfinished': 'l’étape n’a pas pu se terminer',
  'because.step.failed': 'l’étape {step} {problem}',
  'because.step.slow': 'a duré plus de {seconds} s',
  'because.step.statement': 'a exécuté une instruction qui a échoué',
  'because.step.threw': 'a levé une erreur',
  'because.step.noResult': 'n’a renvoyé ni proceed(reason, facts) ni ask(question)',
  'because.step.reservedFact': 'ne doit pas donner le fait {fact}',
  'because.step.badFact': 'a donné un fait inutilisable {fact} : {problem}',
  'because.step.late': 'attribue quelque chose après saveGranted, ce qui ne serait pas enregistré',
  'because.step.unknownRole': 'a donné le rôle {role}, que la configuration ne contient pas',
  'because.step.badFields': 'a donné des champs inutilisables : {problem}',
  'because.step.takenName': 'a choisi le nom d’utilisateur {username}, qui est déjà pris',
  'because.step.unknownUser': 'a donné un utilisateur qui n’existe pas',
  'because.step.lacksFact': 'n’a pas le fait {fact}',
  'because.step.lastLacksFact': 'est la dernière, et n’a pas le fait {fact}',
  'because.step.badQuestion': 'a posé une question inutilisable',
  'because.step.badQuestionPart': 'a posé une question inutilisable : {part} : {problem}',
  'because.step.cannotAsk': 'a posé une question, ce qui est impossible ici',
  'because.logout.channel': 'canal {channel} de {provider} : sessions fermées connues : {sessions}',
  'because.logout.problem': '{code} : {problem}',
  'because.logout.unknown': 'rien de plus n’est connu',
  'because.paused': 'la connexion attend une réponse ({question}) : {reason}',
  'because.removed.account': 'le compte a été supprimé entre-temps',
  'because.removed.sessions': 'toutes les sessions de l’utilisateur ont été fermées entre-temps',
  'because.removed.password': 'le mot de passe a été supprimé entre-temps',
  'because.removed.disconnected': 'il a été dissocié entre-temps',
  'because.noSuchAccount': 'l’utilisateur n’a pas ce compte',
  'because.onlyAccount': 'aucun autre compte utilisable',
  'because.noUser': 'aucun utilisateur, et aucun à créer',
  'because.revoked.revoked': 'révoqué',
  'because.revoked.nothing_to_revoke': 'rien à révoquer',
  'because.revoked.not_offered': 'non proposé',
  'because.revoked.failed': 'échec',
  'because.colon': ' :',
  'network.unknown': 'erreur inconnue',
  'network.failed': 'l’appel a échoué',
  'network.failedCode': 'l’appel a échoué ({code})',
  'network.failedMeaning': 'l’appel a échoué ({code} : {meaning})',
  'network.refused': 'aucun serveur n’écoute sur ce port',
  'network.closed': 'le serveur a fermé la connexion',
  'network.silent': 'aucune réponse ne vient de cette adresse',
  'network.noRoute': 'aucune route ne mène à cette adresse',
  'network.unknownHost': 'ce nom d’hôte n’existe pas',
  'network.unresolved': 'le nom d’hôte n’a pas pu être résolu',
  'network.noTls': 'le serveur n’utilise pas TLS ; l’URL commence peut-être par http',
  'network.expired': 'son certificat a expiré',
  'network.notYetValid': 'son certificat n’est pas encore valable',
  'network.otherHost': 'son certificat est celui d’un autre hôte',
  'network.selfSigned':
    'son certificat est autosigné ; NODE_EXTRA_CA_CERTS peut indiquer un fichier qui le contient',
  'network.untrusted':
    'son certificat vient d’une autorité à laquelle ce serveur ne fait pas confiance ; NODE_EXTRA_CA_CERTS peut indiquer un fichier avec le certificat de cette autorité',
  'network.noIntermediate': 'un certificat intermédiaire manque',
  'network.tooManyCodings': 'la réponse est encodée trop de fois',
  'network.unknownCoding': 'l’encodage du contenu n’est pas l’un de {codings}',
  'network.tooLarge': 'la réponse dépasse {bytes} octets',
  'network.damaged': 'la réponse compressée est endommagée',
  'network.timeout': 'pas de réponse complète en {time} ms',
  'network.notSent': 'la requête n’a pas pu être émise',
  'network.proxyRefused': 'le proxy a refusé la connexion avec le statut {status}',
  'network.proxyTimeout': 'le proxy n’a pas établi la connexion en {time} ms',
  'network.proxyUnreachable': 'le proxy ne peut pas être atteint',
  'network.proxyUnreachableCode': 'le proxy ne peut pas être atteint ({code})',
  'network.noAddress': '{host} n’a pas d’adresse',
  'network.resolvesToPrivate':
    '{host} mène à une adresse qui n’est pas publique ; si elle appartient à votre propre réseau, ajoutez-la à ALLOWED_PRIVATE_NETWORKS',
  'network.private':
    '{host} n’est pas une adresse publique ; si elle appartient à votre propre réseau, ajoutez-la à ALLOWED_PRIVATE_NETWORKS',
  'network.notUrl': 'ce n’est pas une URL',
  'network.scheme': 'les URL {scheme} ne sont pas autorisées',
  'network.urlUser': 'une URL avec un nom d’utilisateur n’est pas autorisée',
  'network.gaveUp': 'l’appelant a abandonné',
  'network.notHttp': 'la réponse n’est pas du HTTP valide',
  'network.closedEarly': 'la connexion a été fermée sans réponse',
  'network.stale': 'une connexion maintenue ouverte a été fermée',
  'network.signInEnded': 'la connexion est terminée',
  'network.tooManyCalls': 'une fonction a fait plus de {calls} appels',
  'detail.labelled': '{label} : {problem}',
  'detail.appended': '{first}{second}',
  'detail.of.metadata': 'les métadonnées',
  'detail.of.idToken': 'le jeton d’identité',
  'detail.of.accessToken': 'le jeton d’accès',
  'detail.of.logoutToken': 'le jeton de déconnexion',
  'detail.of.signingKeys': 'les clés de signature',
  'detail.of.introspection': 'la réponse d’introspection',
  'detail.of.userInfo': 'la réponse UserInfo',
  'detail.of.tokenRequest': 'la demande de jeton',
  'detail.of.tokenExchange': 'l’échange de jeton',
  'detail.of.authorizationRequest': 'la demande d’autorisation',
  'detail.of.logoutRequest': 'la demande de déconnexion',
  'detail.of.check': 'la vérification',
  'detail.of.callback': 'le retour du fournisseur',
  'detail.of.refresh': 'le renouvellement',
  'detail.of.revocation': 'la révocation',
  'detail.of.profile': 'le profil',
  'detail.of.emails': 'les adresses électroniques',
  'detail.of.document': 'le document',
  'detail.of.function': '{name} du fournisseur {backend}',
  'detail.of.signIn': 'la connexion',
  'detail.status': 'statut {status}{words}',
  'detail.statusClient':
    'statut {status} : l’identifiant client, le secret du client ou "clientAuthentication" est incorrect',
  'detail.error': 'erreur {error}{words}',
  'detail.errorClient':
    'erreur {error} : l’identifiant client, le secret du client ou "clientAuthentication" est incorrect{words}',
  'detail.wordsError': ', erreur {error}{words}',
  'detail.unknownCode': 'un code d’erreur de forme inconnue',
  'detail.described': ' : « {words} »',
  'detail.describedAt': ' : « {words} » ({uri})',
  'detail.leadsTo': ', qui mène à {address}',
  'detail.notJson': 'ce n’est pas du JSON',
  'detail.notJsonType': 'la réponse n’est pas annoncée comme du JSON (Content-Type)',
  'detail.unusual': 'un point n’est pas conforme : {words}',
  'detail.thrownOther': 'une valeur qui n’est pas une erreur a été levée',
  'detail.forbiddenClaim': '{claim} ne doit pas être renvoyé, car seul le fournisseur peut l’indiquer',
  'detail.proxy.untrusted':
    'la requête ne vient pas d’une adresse de TRUST_PROXY : ses en-têtes n’ont pas été lus',
  'detail.proxy.noUser': 'aucun utilisateur trouvé dans la requête',
  'detail.missing': 'absent',
  'detail.notText': 'ce n’est pas un texte',
  'detail.neither': '{first} ni {rest}',
  'detail.noValid': '{members} non valide ou absent',
  'detail.notObject': 'ce n’est pas un objet',
  'detail.itNotObject': 'ce n’est pas un objet',
  'detail.notKeySet': 'ce n’est pas un jeu de clés (JWK Set)',
  'detail.notList': 'ce n’est pas une liste d’adresses',
  'detail.token.long': 'il est trop long',
  'detail.token.parts': 'ce n’est pas un jeton signé en trois parties',
  'detail.token.algorithm':
    'il est signé avec {used}, mais doit l’être avec {algorithms} ("idTokenAlgorithm")',
  'detail.token.type': 'typ vaut {type}, ce qui est un autre type de jeton',
  'detail.token.extensions': 'il exige des extensions qui ne sont pas prises en charge',
  'detail.token.noKey': 'aucune des clés de signature du fournisseur ne correspond à son en-tête',
  'detail.token.signature': 'sa signature n’est pas valide',
  'detail.token.badKey': 'la clé qu’il nomme {problem}, et aucune autre clé ne l’a signé',
  'detail.key.short': 'n’a que {bits} bits, mais doit en avoir au moins {least}',
  'detail.key.unreadable': 'n’est pas lisible',
  'detail.token.secret': 'il est signé avec un secret, ce que "idTokenAlgorithm" n’autorise pas',
  'detail.token.otherSecret':
    'sa signature n’est pas valide : elle a été faite avec un autre secret du client',
  'detail.token.claims': 'ses données ne sont pas un objet JSON',
  'detail.token.encrypted':
    'il est chiffré ; ajoutez la clé privée dans "decryptionKey", ou désactivez le chiffrement chez le fournisseur',
  'detail.token.encryption': 'il est chiffré avec {used} ; sont pris en charge {supported}',
  'detail.token.and': '{first} et {rest}',
  'detail.token.compressed': 'il est compressé',
  'detail.token.decryption':
    '"decryptionKey" ne le déchiffre pas ; le fournisseur utilise peut-être une clé antérieure',
  'detail.token.nonce': 'il a un nonce alors qu’aucun n’a été envoyé : il appartient à une autre connexion',
  'detail.claim.missing': '{claim} manque',
  'detail.claim.number': '{claim} n’est pas un nombre',
  'detail.claim.text': '{claim} n’est pas un texte',
  'detail.claim.needed': '{claim} manque, mais "subjectClaims" en a besoin',
  'detail.claim.slash': '{claim} contient une barre oblique',
  'detail.claim.length': '{claim} n’est pas un texte de 1 à 255 caractères',
  'detail.claim.empty': '{claim} est vide',
  'detail.claim.characters': '{claim} contient des caractères de contrôle ou de l’Unicode non valide',
  'detail.claim.audience': 'aud vaut {audience}, et non {expected}',
  'detail.claim.otherAudiences': 'une liste d’autres',
  'detail.claim.future':
    '{claim} est en avance de {seconds} s : les horloges de ce serveur et du fournisseur diffèrent ; corrigez-les, ou augmentez "clockTolerance"',
  'detail.claim.expired':
    'exp date d’il y a {seconds} s ; le jeton a expiré, ou les horloges de ce serveur et du fournisseur diffèrent ; corrigez-les, ou augmentez "clockTolerance"',
  'detail.claim.old':
    'iat date d’il y a {seconds} s ; le jeton est trop ancien, ou les horloges de ce serveur et du fournisseur diffèrent ; corrigez-les, ou augmentez "clockTolerance"',
  'detail.claim.azp': 'azp vaut {client}, ce qui est un autre client',
  'detail.claim.azpMissing':
    'aud contient plusieurs destinataires, et il manque azp, qui nomme le client auquel le jeton a été délivré',
  'detail.claim.atHash': 'at_hash ne correspond pas au jeton d’accès',
  'detail.claim.authTimeFuture': 'auth_time est dans le futur',
  'detail.claim.signInOld': 'la connexion chez le fournisseur est trop ancienne',
  'detail.claim.nonce': 'nonce n’est pas celui qui a été envoyé',
  'detail.claim.issuer': 'iss vaut {issuer}, et non {expected}',
  'detail.claim.issuers': 'iss vaut {issuer}, ce qui n’est ni {expected}',
  'detail.claim.tenantMissing': 'tid manque : le locataire est inconnu',
  'detail.claim.tenant': 'tid n’est pas un identifiant de locataire',
  'detail.claim.tenantIssuer': 'iss vaut {issuer}, mais avec ce tid ce doit être {expected}',
  'detail.claim.tenantRefused': '{label} : tid vaut {tenant}, qui ne figure pas dans "allowedTenants"',
  'detail.claim.keyIssuer': 'signé avec une clé de l’émetteur {key}, et non de {issuer}',
  'detail.claim.otherUser': 'sub n’est pas celui du jeton : la réponse concerne un autre utilisateur',
  'detail.claim.identifier': '{claim} n’est pas un identifiant valide',
  'detail.claim.missingWords': '{claim} manque{words}',
  'detail.callback.repeated': 'un paramètre apparaît plusieurs fois',
  'detail.callback.state': 'state manque ou n’est pas le bon',
  'detail.callback.issuer': 'iss vaut {issuer}, ce qui est un autre émetteur',
  'detail.callback.both': 'il contient à la fois un code et une erreur',
  'detail.callback.noCode': 'aucun code',
  'detail.callback.longCode': 'le code est trop long',
  'detail.callback.noIssuer': 'iss manque, alors que les métadonnées l’annoncent',
  'detail.callback.otherTenant': 'iss nomme un autre locataire que le jeton d’identité',
  'detail.userInfo.type': 'son type de contenu n’est ni JSON ni application/jwt',
  'detail.userInfo.ownApi':
    ' ; si le jeton d’accès est destiné à une API particulière, comme parfois chez Microsoft et ADFS, définissez "userInfo": "never"',
  'detail.metadata.invalid': 'non valides : {members}',
  'detail.metadata.http': '{name} ({value}, qui ne commence pas par https)',
  'detail.metadata.noIssuer': 'elles ne nomment aucun émetteur',
  'detail.metadata.noSecretMethod':
    'elles n’annoncent aucune méthode avec un secret du client, seulement {methods} ; indiquez la bonne dans "clientAuthentication"',
  'detail.metadata.keyAlgorithms': 'elles n’annoncent aucun des algorithmes de "clientKey" ({algorithms})',
  'detail.metadata.introspection': 'introspection_endpoint manque, mais "introspection" en a besoin',
  'detail.metadata.emailVerified':
    'elles n’annoncent pas la donnée email_verified : "allowedDomains" refuserait tous les utilisateurs ; ajoutez "emailVerified"',
  'detail.metadata.signedRequests':
    'elles exigent des requêtes signées (JAR), qui ne sont pas prises en charge',
  'detail.metadata.noAsymmetric': 'elles n’annoncent aucun algorithme asymétrique pour les jetons d’identité',
  'detail.reauthentication.noTime':
    'le jeton d’identité n’a pas d’auth_time, bien que max_age ait été envoyé',
  'detail.reauthentication.old':
    'le fournisseur n’a pas demandé à la personne de se reconnecter : auth_time date d’il y a {seconds} s',
  'detail.logout.nonce': 'il a un nonce, que les jetons de déconnexion n’ont pas',
  'detail.logout.events': 'events ne nomme pas de déconnexion par canal arrière',
  'detail.logout.unusable': '{claim} n’est pas un texte utilisable',
  'detail.logout.nobody': 'il n’a ni sub ni sid',
  'detail.logout.old': 'exp manque, et iat date de plus de deux minutes',
  'detail.logout.issuer': 'iss nomme un autre émetteur',
  'detail.token.header': 'son en-tête n’est pas lisible',
  'detail.metadata.pushNeeded':
    'pushed_authorization_request_endpoint manque ou n’est pas valide, mais "pushedAuthorization" en a besoin',
  'detail.metadata.pushRequired':
    'pushed_authorization_request_endpoint manque ou n’est pas valide, mais elles exigent des demandes poussées (PAR)',
  'detail.metadata.placeholder':
    'leur émetteur {issuer} contient un espace réservé entre accolades ; écrivez-le dans "issuerTemplate", et ajoutez "allowedTenants"',
  'detail.metadata.slash':
    'elles nomment l’émetteur {issuer}, qui n’est pas exactement "{field}" : ils diffèrent par une barre oblique à la fin',
  'detail.metadata.issuer':
    'elles nomment l’émetteur {issuer}, qui n’est pas exactement "{field}", {expected}',
  'detail.token.otherClient': 'il a été délivré au client {client} ; "tokenClients" en nomme d’autres',
  'detail.token.noClient': 'aucune donnée ne nomme son client ; "tokenClients" en nomme d’autres',
  'detail.token.inactive': 'le jeton n’est pas actif',
  'detail.token.notForSite': 'rien ne prouve que le jeton a été délivré pour ce site',
  'detail.token.kind': '{claim} nomme un autre type de jeton',
  'detail.token.bound': 'il est lié à une clé : ce n’est pas un jeton au porteur',
  'detail.token.program': 'il appartient à un programme, et non à un utilisateur',
  'detail.attempt.key': 'la clé de chiffrement de cette tentative n’existe plus',
  'detail.attempt.unknown': 'aucune tentative n’a cette valeur de state',
  'detail.attempt.otherBackend': 'commencée pour {provider}, réponse reçue pour {other}',
  'detail.attempt.used': 'la réponse a déjà été utilisée',
  'detail.attempt.expired': 'la tentative a expiré',
  'detail.attempt.received': 'une réponse a déjà été reçue',
  'detail.attempt.noCookie':
    'la requête n’a pas de cookie de navigateur, ou aucune clé de SESSION_KEYS ne le vérifie',
  'detail.attempt.otherBrowser': 'un autre navigateur l’a commencée',
  'detail.attempt.noProvider': 'le fournisseur de cette tentative n’existe plus',
  'detail.attempt.disabled': '{provider} a été désactivé',
  'detail.attempt.otherIssuer': '{provider} a désormais un autre émetteur',
  'detail.attempt.removed': 'le fournisseur a été retiré des paramètres',
  'detail.callback.form': 'une réponse form_post avec des paramètres dans l’adresse',
  'detail.callback.states': 'pas de state, ou plusieurs',
  'detail.callback.userGone': 'l’utilisateur qui a commencé la connexion n’a plus de session',
  'detail.callback.noAddress': 'le retour ne prouve aucune adresse pour cette tentative',
  'detail.callback.unasked':
    'le fournisseur a répondu plusieurs fois de suite aux connexions de ce site sans leur state',
  'detail.silentOff': '{provider} n’a pas "silentSignIn": true',
  'detail.hashing': 'mots de passe en attente de hachage : {waiting}',
  'detail.notFinished': 'pas terminé en {timeout} ms',
  'detail.limit': 'plus de {max} en {seconds} s : {limit}',
  'detail.password.noUser': 'aucun utilisateur ne porte ce nom',
  'detail.password.none': 'l’utilisateur {user} n’a pas de mot de passe',
  'detail.password.wrong': 'mot de passe incorrect pour l’utilisateur {user}',
  'detail.password.missing': 'le nom d’utilisateur ou le mot de passe manque',
  'detail.password.noCurrent': 'pas de mot de passe actuel',
  'detail.password.otherUser': 'c’est le mot de passe d’un autre utilisateur',
  'detail.password.changed': 'le mot de passe a été changé entre-temps',
  'detail.partial.unknown': 'aucune connexion suspendue n’a ce jeton',
  'detail.partial.key': 'la clé de chiffrement de cette connexion suspendue n’existe plus',
  'detail.partial.otherRelease': 'une autre version de ce programme l’a suspendue',
  'detail.partial.used': 'une autre requête a été plus rapide, ou elle a été abandonnée',
  'detail.partial.finished': 'elle a déjà donné une session',
  'detail.partial.expired': 'elle a attendu trop longtemps',
  'detail.partial.malformed': 'le jeton est mal formé',
  'detail.partial.userGone': 'l’utilisateur de la connexion suspendue n’a plus de session',
  'detail.partial.noProof': 'pas de preuve, ou celle d’un autre navigateur ou d’une autre connexion',
  'detail.link.otherBrowser': 'le lien a été ouvert dans un autre navigateur',
  'detail.link.noButton': 'la page n’a pas ce bouton',
  'detail.link.incomplete': 'le lien est incomplet',
  'detail.link.otherAddress': 'la connexion demande maintenant une autre adresse',
  'detail.link.noProof': 'pas de preuve, ou celle d’un autre navigateur ou d’un autre lien',
  'detail.address.notOne': 'ce n’est pas exactement une adresse simple',
  'detail.code.otherSignIn': 'le code est pour une autre connexion ou une autre adresse',
  'detail.code.missing': 'aucun code',
  'detail.code.lastAttempt': 'c’était le dernier essai',
  'detail.code.noUser': 'aucun utilisateur n’avait cette adresse',
  'detail.code.notRequested': 'la page a été ouverte sans demander de code',
  'detail.mailOff': 'SMTP_URL n’est pas défini',
  'detail.session.ended': 'la session s’est terminée entre-temps',
  'detail.session.disconnected': 'le compte a été dissocié entre-temps',
  'detail.session.userDeleted': 'l’utilisateur a été supprimé entre-temps',
  'detail.token.scope': 'la portée {scopes} manque',
  'detail.exchange.opaque': 'aucun fournisseur n’accepte de jetons opaques',
  'detail.exchange.issuer': 'aucun fournisseur n’échange de jetons de son émetteur',
  'detail.exchange.noProvider': 'aucun fournisseur n’échange de jetons',
  'detail.exchange.ambiguous': 'le jeton pourrait appartenir à {providers}',
  'detail.exchange.noToken': 'aucun jeton Bearer n’a été envoyé',
  'detail.exchange.malformed': 'le jeton Bearer est mal formé',
  'detail.exchange.headers': '{headers} en-têtes Authorization',
  'detail.device.unknownCode': 'aucun appareil n’affiche ce code',
  'detail.device.decided': 'la décision a déjà été prise',
  'detail.device.disconnected': 'le compte qui a ouvert la session a été déconnecté',
  'detail.token.notJwt': 'n’est pas un JWT',
  'detail.token.otherUser': 'elle appartient à un autre utilisateur',
  'detail.token.session': 'c’est un jeton de session de ce site',
  'detail.token.sid': 'sid appartient à un autre sub',
  'adminMails.title': 'Courriels',
  'adminMails.lead': 'Les courriels envoyés par ce site, tels que leurs destinataires les reçoivent.',
  'adminMails.sample': 'Il s’agit d’un exemple : son code et ses liens ne fonctionnent pas.',
  'adminMails.html': 'Courriel',
  'adminMails.text': 'Texte brut',
  'adminMails.send': 'L’envoyer à {address}',
  'adminMails.sendNote':
    'Il est envoyé comme tous les courriels de ce site. Pendant le développement, sans SMTP_URL, il est écrit dans le journal.',
  'adminMails.registrationCode': 'Code de création de compte',
  'adminMails.alreadyRegistered': 'Tentative de création de compte avec une adresse connue',
  'adminMails.signInCode': 'Code de connexion',
  'adminMails.continueCode': 'Code de confirmation d’une adresse pendant une connexion',
  'adminMails.newSignIn': 'Connexion avec un nouveau navigateur',
  'adminMails.accessChanged': 'Modification des moyens de connexion',
  'adminMails.resetCode': 'Code pour un nouveau mot de passe',
  'adminMails.passwordReset': 'Mot de passe réinitialisé',
  'adminMails.emailCode': 'Code pour une nouvelle adresse électronique',
  'adminMails.emailChangeRequested': 'Changement d’adresse électronique demandé',
  'adminMails.emailChanged': 'Adresse électronique modifiée',
  'adminMails.usernameChanged': 'Nom d’utilisateur modifié',
  'adminMails.usernameChangedByAdministrator': 'Nom d’utilisateur modifié par un administrateur',
  'adminMails.invitation': 'Invitation',
  'adminMails.passwordLink': 'Lien pour un nouveau mot de passe, envoyé par un administrateur',
  'adminMails.accountDeleted': 'Compte supprimé',
  'adminSettings.title': 'Paramètres',
  'adminSettings.lead':
    'Tels que ce processus les a lus à son démarrage. Ils se modifient à leur source et prennent effet au démarrage suivant. Les fournisseurs ont leurs propres pages.',
  'adminSettings.name': 'Paramètre',
  'adminSettings.value': 'Valeur',
  'adminSettings.source': 'Provenance',
  'adminSettings.notSet': 'non défini',
  'adminSettings.secret': 'défini (secret)',
  'adminSettings.from.environment': 'environnement',
  'adminSettings.from.file': 'fichier indiqué par l’environnement',
  'adminSettings.from.configuration': 'fichier de configuration',
  'adminSettings.from.default': 'valeur par défaut',

  'adminSignIns.notFound':
    'Aucune connexion trouvée pour {reference}. Elle a peut-être été supprimée depuis. Les autres requêtes figurent dans le journal du serveur, sous la même référence.',
  'adminSignIns.noReference':
    '{text} n’est pas une référence. Une référence comporte huit lettres et chiffres, par exemple K7QM2XHD.',
  'adminSignIns.reference': 'Référence de la page d’erreur',
  'adminSignIns.find': 'Rechercher',
  'adminSessions.kind': 'Type',
  'adminSessions.kind.browser': 'Navigateur',
  'adminSessions.kind.bearer': 'Application',
  'adminSessions.kind.device': 'Appareil',
  'adminSessions.none':
    'Les sessions sont conservées dans des cookies (SESSION_STORE=cookie) et ne peuvent pas être affichées. Pour déconnecter un utilisateur partout, ouvrez sa page.',
  'adminSessions.byUser':
    'Les sessions sont conservées dans Redis, qui ne peut afficher que celles d’un seul utilisateur.',
  'adminSessions.noMatch': 'Aucune session ne correspond.',
  'adminSessions.enterUser': 'Saisissez un nom d’utilisateur pour voir ses sessions.',
  'adminSignIns.any': 'Tous',
  'adminSignIns.code': 'Code d’erreur',
  'adminSignIns.failedOnly': 'Échecs uniquement',
  'adminSignIns.apply': 'Appliquer',
  'adminSignIns.unfinished': 'Commencées mais non terminées',
  'adminSignIns.unfinishedNote':
    'Les personnes ont peut-être renoncé. S’il y en a beaucoup pour un même fournisseur, c’est qu’il affiche une erreur, le plus souvent parce que l’URI de redirection n’y est pas enregistrée.',
  'adminSignIns.started': '{provider}, commencée le {time}',
  'adminSignIns.startedExpired': '{provider}, commencée le {time}, expirée',
  'adminSignIns.newestFirst': 'Connexions, de la plus récente à la plus ancienne',
  'adminSignIns.incomplete':
    'Aucune connexion correspondante trouvée pour l’instant. La recherche n’est pas terminée.',
  'adminSignIns.none': 'Aucune connexion correspondante.',
  'adminSignIns.searchOlder': 'Rechercher parmi les plus anciennes',
  'adminSignIns.older': 'Plus anciennes',

  'adminAction.sessions.ended': 'a déconnecté tous les utilisateurs',
  'adminAction.users.imported': 'a importé des utilisateurs',
  'adminAction.doctor.run': 'a lancé le diagnostic',
  'adminAction.provider.added': 'a ajouté le fournisseur {target}',
  'adminAction.provider.changed': 'a modifié le fournisseur {target}',
  'adminAction.provider.tested': 'a testé le fournisseur {target}',
  'adminAction.provider.enabled': 'a activé le fournisseur {target}',
  'adminAction.provider.disabled': 'a désactivé le fournisseur {target}',
  'adminAction.provider.rolled-back': 'a rétabli une version antérieure du fournisseur {target}',
  'adminAction.provider.deleted': 'a supprimé le fournisseur {target}',
  'adminAction.provider.version-discarded': 'a abandonné une version du fournisseur {target}',
  'adminAction.provider.mark-saved': 'a donné une image au fournisseur {target}',
  'adminAction.provider.mark-removed': 'a supprimé l’image du fournisseur {target}',
  'adminAction.provider.change-accepted': 'a accepté la nouvelle définition de {target}',
  'adminAction.provider.accounts-moved': 'a transféré les comptes de {target} vers un autre émetteur',
  'adminAction.user.deleted': 'a supprimé l’utilisateur {target}',
  'adminAction.user.created': 'a créé l’utilisateur {target}',
  'adminAction.user.edited': 'a modifié {target}',
  'adminAction.user.invited': 'a invité {target}',
  'adminAction.user.invitation-accepted': 'a accepté l’invitation de {target}',
  'adminAction.user.reset-sent': 'a envoyé à {target} un lien pour choisir un nouveau mot de passe',
  'adminAction.user.disabled': 'a désactivé {target}',
  'adminAction.user.enabled': 'a réactivé {target}',
  'adminAction.user.sessions-ended': 'a mis fin à des sessions de {target}',
  'adminAction.user.account-disconnected': 'a dissocié un compte de {target}',
  'adminAction.user.account-moved': 'a transféré un compte de {target} à un autre utilisateur',
  'adminAction.user.merged': 'a fusionné {target} avec un autre utilisateur',
  'adminAction.user.merge-undone': 'a annulé la fusion de {target}',
  'adminAction.user.email-freed': 'a libéré l’adresse vérifiée de {target}',
  'adminAction.user.role-given': 'a donné un rôle à {target}',
  'adminAction.user.role-taken': 'a retiré un rôle à {target}',
  'adminAction.admin.granted': 'a donné à {target} les droits d’administration',
  'adminAction.admin.setup-resumed':
    'a reconnecté {target}, qui n’avait pas encore d’autre moyen de connexion',
  'adminAction.admin.revoked': 'a retiré à {target} les droits d’administration',
  'adminAction.other': '{kind} {target}',
  'adminEvents.actor.deleted': 'un utilisateur supprimé',
  'adminEvents.targetAt': '{user} chez {provider}',
  'adminEvents.actor.command-line': 'ligne de commande',
  'adminEvents.actor.program': 'le programme',
  'adminEvents.actor.setup-link': 'lien de configuration',
  'adminEvents.actor.unknown': 'inconnu',
  'adminEvents.detail.passed': 'réussite',
  'adminEvents.detail.failed': 'échec',
  'adminEvents.detail.version': 'version {value}',
  'adminEvents.detail.fromVersion': 'à partir de la version {value}',
  'adminEvents.detail.from': 'depuis {value}',
  'adminEvents.detail.to': 'vers {value}',
  'adminEvents.detail.into': 'avec {value}',
  'adminEvents.detail.oneSession': 'une session',
  'adminEvents.detail.changed': 'modifications : {value}',
  'adminEvents.detail.role': 'rôle {value}',
  'adminEvents.detail.roles': 'rôles {value}',
  'adminEvents.detail.issuer': 'émetteur {value}',
  'adminEvents.detail.code': 'code {value}',
  'adminEvents.detail.byLink': 'par lien',
  'adminEvents.detail.byEmail': 'par courriel',
  'adminEvents.detail.reason': 'motif : {value}',
  'adminEvents.detail.addressFreed': 'adresse libérée',
  'adminEvents.detail.accounts': { one: '{count} compte', other: '{count} comptes' },
  'adminEvents.detail.users': { one: '{count} utilisateur', other: '{count} utilisateurs' },
  'signInKind.signed-in': 'Connexion réussie',
  'signInKind.connected': 'Compte associé',
  'signInKind.halted': 'Suspendue pour une question',
  'signInKind.device-approved': 'Appareil autorisé',
  'signInKind.device-denied': 'Appareil refusé',
  'signInKind.logout-refused': 'Jeton de déconnexion refusé',
  'signInKind.began-badly': 'Démarrage impossible',
  'signInKind.refused': 'Refusée',
  'signInKind.failed': 'Échec',

  'markProblem.empty': 'elle est vide',
  'markProblem.tooLarge': 'elle dépasse 32 Ko',
  'markProblem.unknownType': 'elle n’est ni au format SVG ni au format PNG',
  'markProblem.notAFile': 'ce n’est pas un fichier',
  'markProblem.unreadable': 'le fichier est illisible',
  'markProblem.pngCutOff': 'le fichier PNG est tronqué',
  'markProblem.pngDamaged': 'le fichier PNG est endommagé',
  'markProblem.pngSides': 'le fichier PNG ne mesure pas entre {min} et {max} pixels de large et de haut',
  'markProblem.svgStart': 'elle ne commence pas par {element}',
  'markProblem.svgEnd': 'du contenu suit la fin de {element}',
  'markProblem.svgNotClosed': '{element} n’est pas fermé',
  'markProblem.svgDoctype': 'elle contient un doctype, une entité, une section CDATA ou une instruction',
  'markProblem.svgText': 'elle contient du texte en dehors d’un titre',
  'markProblem.svgElement': 'elle contient l’élément {element}',
  'markProblem.svgNested': 'elle contient un {element} dans un autre',
  'markProblem.svgTooMany': 'elle contient trop d’éléments',
  'markProblem.svgMalformed': '{element} est mal formé',
  'markProblem.svgAttributeTwice': '{element} porte deux fois l’attribut {attribute}',
  'markProblem.svgNamespace': 'elle utilise un autre espace de noms que SVG',
  'markProblem.svgAttribute': '{element} porte l’attribut {attribute}',
  'markProblem.svgSize': '{element} n’a ni attribut viewBox, ni attributs width et height',
  'markProblem.svgCloses': '{element} ferme un autre élément',
  'markProblem.svgStyleMalformed': 'elle contient un style mal formé',
  'markProblem.svgStyle': 'elle contient le style {style}',
  'markProblem.svgValue': 'l’attribut {attribute} a une valeur dont aucun dessin n’a besoin',

  'adminProvider.enabled': 'Activé',
  'adminProvider.usable':
    'On peut se connecter avec lui depuis la page de connexion, ou directement à l’adresse {url}.',
  'adminProvider.builtIn': 'C’est le fournisseur de test intégré, indisponible en production.',
  'adminProvider.configured':
    'Il n’est pas modifiable ici : modifiez-le dans BACKENDS_FILE, dans l’environnement ou dans la configuration en code.',
  'adminProvider.accounts': {
    one: '{count} compte est associé à des utilisateurs par ce fournisseur.',
    other: '{count} comptes sont associés à des utilisateurs par ce fournisseur.',
  },
  'adminProvider.test': 'Tester la connexion',
  'adminProvider.testAgain': 'Tester à nouveau la connexion',
  'adminProvider.testNote':
    'Vous vous connectez chez le fournisseur avec votre propre compte, et vous voyez ici ce qui se passerait. Rien n’est enregistré, et votre session actuelle ne change pas.',
  'adminProvider.addresses': 'Adresses à enregistrer chez le fournisseur',
  'adminProvider.hidden':
    'Les paramètres de ce site définissent aussi un fournisseur nommé {name}, et les paramètres sont prioritaires. Celui-ci reste sans effet tant que l’autre n’est pas retiré de BACKENDS_FILE ou de l’environnement.',
  'adminProvider.broken':
    'Les paramètres enregistrés de ce fournisseur ne sont pas valides : on ne peut pas se connecter avec lui. Modifiez-le, testez-le et activez la nouvelle version.',
  'adminProvider.next': 'Étape suivante',
  'adminProvider.tested':
    'La version {version} a réussi sa connexion de test. Une fois activée, elle apparaît sur la page de connexion de chaque processus en deux secondes.',
  'adminProvider.finishOld': 'Les connexions commencées avec la version {version} se terminent avec elle.',
  'adminProvider.untested':
    'Enregistrez les adresses ci-dessous chez le fournisseur, puis faites une connexion de test : vous vous y connectez avec votre propre compte, et vous voyez ici ce qui se passerait. Seul le rapport est enregistré, et votre session actuelle ne change pas.',
  'adminProvider.untestedNote':
    'Si le fournisseur affiche une erreur au lieu de vous renvoyer ici, la cause habituelle est une URI de redirection qui n’y est pas enregistrée exactement comme ci-dessous.',
  'adminProvider.enableVersion': 'Activer la version {version}',
  'adminProvider.edit': 'Modifier',
  'adminProvider.disable': 'Désactiver',
  'adminProvider.settingsOf': 'Paramètres de la version {version}',
  'adminProvider.versions': 'Versions',
  'adminProvider.versionsLead': 'Vous pouvez revenir à toute version testée.',
  'adminProvider.createdTested': 'Créée {time} par {name} ; testée {tested}',
  'adminProvider.createdFailed': 'Créée {time} par {name} ; son test a échoué',
  'adminProvider.createdUntested': 'Créée {time} par {name} ; non testée',
  'adminProvider.goBack': 'Revenir à la version {version}',
  'adminProvider.testVersion': 'Tester la version {version}',
  'adminProvider.editCopy': 'Modifier une copie',
  'adminProvider.discard': 'Abandonner la version {version}',
  'adminProvider.cannotDelete': {
    one: '{count} compte est associé à des utilisateurs par ce fournisseur, qui ne peut donc pas être supprimé : un moyen de connexion serait perdu. Désactivez-le plutôt ; vous pourrez le réactiver plus tard.',
    other:
      '{count} comptes sont associés à des utilisateurs par ce fournisseur, qui ne peut donc pas être supprimé : des moyens de connexion seraient perdus. Désactivez-le plutôt ; vous pourrez le réactiver plus tard.',
  },
  'adminProvider.canDelete':
    'Aucun utilisateur n’a de compte chez ce fournisseur. Toutes ses versions seront supprimées avec lui, et cette action est irréversible.',
  'adminProvider.lost': 'Une connexion de test n’est pas revenue',
  'adminProvider.lostLead':
    'Début : {time}. Le fournisseur a-t-il affiché une erreur ? La cause habituelle est une URI de redirection qui n’y est pas enregistrée. Enregistrez exactement celle-ci, puis refaites le test :',
  'adminProvider.lostTrace': 'Trace de ce test',
  'adminProvider.copy': 'Copier',
  'adminProvider.copied': 'Copié',
  'adminProvider.copyKeys': 'Appuyez sur Ctrl+C',
  'adminProviderNew.title': 'Ajouter {label}',
  'adminProviderNew.other': 'Un autre fournisseur',
  'adminProviderNew.byUrl': 'Ajouter par URL',
  'adminProviderNew.byUrlLead':
    'Chaque fournisseur OpenID Connect a une URL d’émetteur (issuer). Vous la trouverez dans sa documentation ou dans ses paramètres, souvent sous « OpenID Connect », « discovery » ou « well-known ». Le reste est recherché automatiquement.',
  'adminProviderNew.issuerHelp':
    'Une URL qui se termine par /.well-known/openid-configuration convient aussi.',
  'adminProviderNew.pick': 'Ou choisir un fournisseur',
  'adminProviderNew.pickLead':
    'La plupart des paramètres sont préremplis. En général, il suffit d’un identifiant client et d’un secret du client, fournis par le fournisseur.',
  'adminProviderNew.oauth2': 'Ou ajouter un fournisseur OAuth 2',
  'adminProviderNew.oauth2Lead':
    'Pour un fournisseur qui propose OAuth 2, mais pas OpenID Connect. Sa documentation indique un point de terminaison d’autorisation, un point de terminaison de jeton et un point de terminaison de son API qui renvoie le profil de la personne.',
  'adminProviderNew.enterEndpoints': 'Saisir les points de terminaison',
  'adminProviderForm.edit': 'Modifier {label}',
  'adminProviderForm.addOAuth2': 'Ajouter un fournisseur OAuth 2',
  'adminProviderForm.found': 'Trouvé',
  'adminProviderForm.foundLead':
    'Le fournisseur répond, et ses clés de signature sont valides. Voici ses paramètres.',
  'adminProviderForm.quirks': 'Bon à savoir',
  'adminProviderForm.stepName': '1. Nom',
  'adminProviderForm.stepEndpoints': '1. Nom et points de terminaison',
  'adminProviderForm.nameAndEndpoints': 'Nom et points de terminaison',
  'adminProviderForm.stepRegister': '2. Enregistrer ce site chez le fournisseur',
  'adminProviderForm.registerLead':
    'Sur la page du fournisseur consacrée aux applications ou aux clients, créez une « application web » et saisissez-y ces adresses. Elles contiennent le nom ci-dessus.',
  'adminProviderForm.stepCredentials': '3. Saisir les identifiants reçus du fournisseur',
  'adminProviderForm.settings': 'Paramètres',
  'adminProviderForm.more': 'Autres paramètres',
  'adminProviderForm.saveVersion': 'Enregistrer comme nouvelle version',
  'adminProviderForm.save': 'Enregistrer',
  'adminProviderForm.versionNote':
    'Une version activée reste en service jusqu’à ce que vous testiez et activiez la nouvelle.',
  'adminProviderForm.saveNote': 'Pas encore visible pour les utilisateurs. Prochaine étape : le tester.',
  'adminProviderForm.issuer': 'URL de l’émetteur (issuer)',
  'adminProviderForm.issuerHelp': 'Exactement comme le fournisseur l’écrit.',
  'adminProviderForm.nameHelp':
    'Utilisé dans les URL. Non modifiable par la suite. Lettres minuscules, chiffres et traits d’union.',
  'adminReport.title': 'Connexion de test',
  'adminReport.titleOf': 'Connexion de test de la version {version}',
  'adminReport.passed': 'réussie',
  'adminReport.failed': 'échouée',
  'adminReport.by': 'Par {name}, {time} ; référence {reference}.',
  'adminReport.byCode': 'Par {name}, {time} ; référence {reference}, code {code}.',
  'adminReport.dryRun': 'C’était un essai à blanc : rien n’a été enregistré, sauf ce rapport.',
  'adminReport.dryRunOnce':
    'C’était un essai à blanc : rien n’a été enregistré, pas même ce rapport, qui n’est donc affiché qu’une fois.',
  'adminReport.claims': 'Données (claims) reçues du fournisseur',
  'adminReport.claim': 'Donnée',
  'adminReport.value': 'Valeur',
  'adminReport.from': 'Origine',
  'adminReport.fromProvider': 'le fournisseur',
  'adminReport.fromIdToken': 'jeton d’identité',
  'adminReport.steps': 'Étapes',
  'adminReport.writes': 'Enregistrements qui auraient été faits',
  'adminTrace.heading': 'Trace d’une connexion',
  'adminTrace.title': 'Connexion {reference}',
  'adminTrace.started': 'Début : {time}, avec {provider}',
  'adminTrace.with': 'avec {provider}',
  'adminTrace.user': 'utilisateur {user}',
  'adminTrace.detail': 'Détail :',
  'adminTrace.meaning': 'Signification',
  'adminTrace.remedy': 'Que faire',
  'adminTrace.calls': 'Appels au fournisseur',
  'adminTrace.endedHere.halted': 'suspendue ici',
  'adminTrace.endedHere.refused': 'refusée ici',
  'adminTrace.endedHere.failed': 'échec ici',
  'adminTrace.noStep': 'L’échec a eu lieu avant la première étape.',
  'adminTrace.log': 'Le journal du serveur utilise la même référence.',
  'adminProvider.deleteTitle': 'Supprimer',
  'adminProvider.versionTitle': 'Version {version}',

  'adminField.label.label': 'Libellé',
  'adminField.label.help': 'Affiché sur le bouton : « Se connecter avec … ». À défaut, le nom.',
  'adminField.clientId.label': 'Identifiant client',
  'adminField.clientId.help':
    'Le fournisseur l’affiche une fois ce site enregistré chez lui. Certains l’appellent identifiant d’application.',
  'adminField.clientSecret.label': 'Secret du client',
  'adminField.clientSecret.help':
    'Le fournisseur l’affiche à côté de l’identifiant client. Il est conservé chiffré et n’est plus jamais affiché.',
  'adminField.authorizationEndpoint.label': 'Point de terminaison d’autorisation',
  'adminField.authorizationEndpoint.help':
    'L’adresse à laquelle les personnes sont envoyées, par exemple https://id.example.com/oauth/authorize.',
  'adminField.tokenEndpoint.label': 'Point de terminaison de jeton',
  'adminField.tokenEndpoint.help':
    'L’adresse qui échange un code contre un jeton d’accès, par exemple https://id.example.com/oauth/token.',
  'adminField.userInfoEndpoint.label': 'Point de terminaison du profil',
  'adminField.userInfoEndpoint.help':
    'L’adresse qui renvoie le profil de la personne en JSON, par exemple https://api.example.com/user.',
  'adminField.subject.label': 'Membre du profil qui identifie la personne',
  'adminField.subject.help':
    'Par exemple id, ou data.id pour un membre imbriqué. Il ne doit jamais changer ni être attribué à quelqu’un d’autre : ce n’est donc pas l’adresse électronique.',
  'adminField.trustEmail.label': 'Faire confiance aux adresses électroniques vérifiées par ce fournisseur',
  'adminField.trustEmail.help':
    'À n’activer que si le fournisseur vérifie qu’une adresse appartient bien à la personne, comme le fait Google. L’adresse est alors réputée vérifiée ici aussi, et une adresse de ADMIN_EMAILS donne à son titulaire les droits d’administration. Le fournisseur pourrait annoncer n’importe quelle adresse.',
  'adminField.linkByVerifiedEmail.label': 'Connecter les personnes au compte qui a la même adresse vérifiée',
  'adminField.linkByVerifiedEmail.help':
    'Sinon, les personnes dont l’adresse appartient déjà à un compte doivent d’abord se connecter comme d’habitude, puis associer ce fournisseur. Nécessite le paramètre ci-dessus.',
  'adminField.allowedDomains.label': 'Domaines de messagerie autorisés',
  'adminField.allowedDomains.help':
    'Séparés par des espaces, par exemple example.com example.org. Vide : aucune restriction.',
  'adminField.requiredClaims.label': 'Données (claims) exigées',
  'adminField.requiredClaims.help':
    'Séparées par des espaces, par exemple email. Sans elles, la connexion est refusée. La connexion de test montre les données que ce fournisseur envoie.',
  'adminField.scopes.label': 'Portées (scopes)',
  'adminField.scopes.help':
    'Demandées au fournisseur, séparées par des espaces. Vide : les portées habituelles.',
  'adminField.extraClaims.label': 'Données (claims) à conserver avec le compte',
  'adminField.extraClaims.help':
    'Par exemple groups, pour les règles de forward-auth. Dès que deux fournisseurs conservent des groupes, ces règles doivent nommer le fournisseur : group=NOM:staff. Les noms et les adresses sont toujours conservés.',
  'adminField.groupsClaim.label': 'Donnée (claim) des groupes ou des rôles',
  'adminField.groupsClaim.help':
    'Par exemple groups, ou realm_access.roles pour Keycloak. Les groupes sont conservés avec le compte, pour les règles de forward-auth.',
  'adminField.emailVerified.label': 'Où le fournisseur indique qu’une adresse est vérifiée',
  'adminField.emailVerified.help':
    'Vide : dans la donnée email_verified, comme le veut la norme, et nulle part avec OAuth 2. Sinon, le nom d’une autre donnée, par exemple xms_edov ; ou true, si ce fournisseur ne délivre que des adresses vérifiées.',
  'adminField.userInfo.label': 'UserInfo',
  'adminField.userInfo.help':
    'Quand le point de terminaison UserInfo est interrogé. Choisissez « {@adminField.userInfo.choice.never} » si le fournisseur y refuse le jeton d’accès.',
  'adminField.userInfo.choice.default': 'Par défaut : à chaque connexion',
  'adminField.userInfo.choice.required': 'À chaque connexion',
  'adminField.userInfo.choice.when-needed': 'Seulement s’il manque une donnée au jeton d’identité',
  'adminField.userInfo.choice.never': 'Jamais',
  'adminField.idTokenAlgorithm.label': 'Algorithme des jetons d’identité (ID Tokens)',
  'adminField.idTokenAlgorithm.help':
    'Seulement si un algorithme précis est exigé. HS256, HS384 et HS512 nécessitent un secret du client d’au moins 32 octets.',
  'adminField.idTokenAlgorithm.choice.default':
    'Tout algorithme asymétrique que les métadonnées du fournisseur annoncent',
  'adminField.idTokenAlgorithm.choice.HS256': 'Avec le secret du client',
  'adminField.idTokenAlgorithm.choice.HS384': 'Avec le secret du client',
  'adminField.idTokenAlgorithm.choice.HS512': 'Avec le secret du client',
  'adminField.decryptionKey.label': 'Clé de déchiffrement',
  'adminField.decryptionKey.help':
    'Pour les fournisseurs qui chiffrent les jetons d’identité ou UserInfo : la clé privée au format PEM dont la clé publique est enregistrée chez eux. Elle est conservée chiffrée, comme le secret.',
  'adminField.timeout.label': 'Délai maximal d’un appel',
  'adminField.timeout.help': 'Pour un fournisseur lent, par exemple 10s. 30s au plus.',
  'adminField.clockTolerance.label': 'Tolérance d’horloge',
  'adminField.clockTolerance.help':
    'L’écart admis entre l’horloge de ce serveur et celle du fournisseur, par exemple 2m. 5m au plus.',
  'adminField.clientAuthentication.label': 'Authentification du client',
  'adminField.clientAuthentication.help':
    'La façon dont le secret du client est envoyé. À ne modifier que si le fournisseur l’exige.',
  'adminField.clientAuthentication.choice.default': 'Par défaut pour ce fournisseur',
  'adminField.clientAuthentication.choice.client_secret_basic': 'Dans un en-tête',
  'adminField.clientAuthentication.choice.client_secret_post': 'Dans le corps de la requête',
  'adminField.clientAuthentication.choice.private_key_jwt': 'Signée avec la clé du client',
  'adminField.clientAuthentication.choice.none': 'Sans secret : client public',
  'adminField.clientKey.label': 'Clé du client',
  'adminField.clientKey.help':
    'Remplace le secret chez les fournisseurs qui exigent une signature, comme Apple : du JSON avec la clé privée au format PEM, son identifiant et, pour Apple, l’équipe, par exemple {example}. Elle est conservée chiffrée, comme le secret.',
  'adminField.responseMode.label': 'Mode de réponse',
  'adminField.responseMode.help':
    'Avec form_post, la réponse ne figure pas dans les URL. Tous les fournisseurs ne le prennent pas en charge.',
  'adminField.responseMode.choice.default': 'Par défaut',
  'adminField.responseMode.choice.query': 'Dans l’URL',
  'adminField.responseMode.choice.form_post': 'Sous forme de formulaire',
  'adminField.icon.label': 'Icône',
  'adminField.icon.help':
    'Le nom d’une icône de simple-icons, par exemple gitlab ou keycloak. Sans icône, le bouton affiche la première lettre du libellé.',
  'adminField.order.label': 'Ordre',
  'adminField.order.help':
    'La place parmi les moyens de connexion : un nombre plus petit vient en premier. La page de connexion affiche les premiers sous forme de grands boutons, et les autres au-dessous.',
  'adminField.hidden.label': 'Masquer sur la page de connexion',
  'adminField.hidden.help': 'Il reste possible de se connecter par un lien vers /login/NOM.',
  'adminField.other.label': 'Autres champs',
  'adminField.other.help':
    'Tous les autres champs d’un fournisseur, en JSON, par exemple {example}. Ils sont décrits dans docs/backends.md.',
  'adminProviderForm.keepSecret': 'Laissez ce champ vide pour conserver la valeur enregistrée.',
  'adminProviderForm.defaultsTo': 'Par défaut : {value}.',
  'adminProviderForm.choice': '{label} ({value})',
  'adminProvider.secretStored': 'conservé chiffré, jamais affiché',
  'adminAddress.redirect.label': 'URI de redirection',
  'adminAddress.redirect.help':
    'Obligatoire. Certains fournisseurs l’appellent URL de rappel (callback) ou de retour.',
  'adminAddress.logout.label': 'Redirection après déconnexion',
  'adminAddress.logout.help':
    'À enregistrer si le fournisseur demande une URI de redirection après déconnexion (post-logout redirect URI). Se déconnecter ici peut alors aussi déconnecter chez lui.',
  'adminAddress.backchannel.label': 'Déconnexion par canal arrière (back-channel)',
  'adminAddress.backchannel.help':
    'À enregistrer si le fournisseur prend en charge la déconnexion par canal arrière (back-channel logout). Se déconnecter chez lui déconnecte alors aussi ici.',

  'adminFacts.issuer': 'Émetteur',
  'adminFacts.authorizationEndpoint': 'Point de terminaison d’autorisation',
  'adminFacts.tokenEndpoint': 'Point de terminaison de jeton',
  'adminFacts.userInfoEndpoint': 'Point de terminaison UserInfo',
  'adminFacts.noUserInfo': 'aucun ; toutes les données doivent figurer dans le jeton d’identité',
  'adminFacts.clientAuthentication': 'Authentification du client',
  'adminFacts.signing': 'Signature des jetons d’identité',
  'adminFacts.encryption': 'Chiffrement des jetons d’identité',
  'adminFacts.pushed': 'Demandes d’autorisation poussées (PAR)',
  'adminFacts.pkce': 'PKCE',
  'adminFacts.verifiedAddresses': 'Adresses vérifiées',
  'adminFacts.signOut': 'Déconnexion',
  'adminFacts.scopes': 'Portées (scopes)',
  'adminFacts.claims': 'Données (claims)',
  'adminFacts.andMore': '{names} et {count} de plus',
  'adminFacts.authUnlisted': 'client_secret_basic, car aucune méthode n’est annoncée ; ce site l’utilise',
  'adminFacts.emptyList': 'une liste vide',
  'adminFacts.authSecret': '{names} ; avec un secret du client, ce site utilise {method}',
  'adminFacts.authKey':
    '{names} ; aucun secret du client n’est accepté : renseignez « {@adminField.clientKey.label} » et choisissez private_key_jwt dans « {@adminField.clientAuthentication.label} »',
  'adminFacts.authNone':
    '{names} ; aucun secret du client n’est accepté : choisissez « {@adminField.clientAuthentication.choice.none} » dans « {@adminField.clientAuthentication.label} »',
  'adminFacts.authUnsupported':
    '{names} ; ce site n’en prend aucune en charge : choisissez une autre méthode dans « {@adminField.clientAuthentication.label} » et interrogez le fournisseur',
  'adminFacts.signingUnlisted': 'RS256, car aucun algorithme n’est annoncé ; ce site l’accepte',
  'adminFacts.signingAll': '{names} ; ce site les accepte tous',
  'adminFacts.signingSome': '{names} ; ce site accepte {accepted}',
  'adminFacts.signingByChoice':
    '{names} ; ce site accepte {accepted}, et {chosen} seulement si vous le choisissez',
  'adminFacts.signingNone': 'aucun d’office',
  'adminFacts.none': 'aucun',
  'adminFacts.encryptionUnsupported':
    'possible avec {names}, que ce site ne prend pas en charge : laissez le chiffrement désactivé chez le fournisseur',
  'adminFacts.encryptionPossible':
    'possible avec {names} ; laissez-le désactivé chez le fournisseur, ou renseignez « {@adminField.decryptionKey.label} » et utilisez {accepted}',
  'adminFacts.pushedRequired': 'exigées ; ce site pousse ses demandes',
  'adminFacts.pushedUnsupported': 'non prises en charge, et inutiles',
  'adminFacts.pushedPossible': 'possibles, mais non exigées ; ce site les utilise avec {setting}',
  'adminFacts.pkceUsed': 'pris en charge avec S256 ; ce site l’utilise',
  'adminFacts.pkceUnlisted': 'non annoncé ; ce site envoie S256, que les fournisseurs sans PKCE ignorent',
  'adminFacts.pkceOnly': 'seulement {names} ; ce site envoie S256, que les fournisseurs sans PKCE ignorent',
  'adminFacts.verifiedUnknown':
    'inconnu, car le fournisseur n’annonce aucune donnée ; la connexion de test le montrera',
  'adminFacts.verifiedListed': 'le fournisseur indique si une adresse est vérifiée',
  'adminFacts.verifiedUnlisted':
    'la donnée email_verified n’est pas annoncée : renseignez « {@adminField.emailVerified.label} » si vous avez besoin d’adresses vérifiées',
  'adminFacts.signOutThere': 'ce site peut déconnecter les personnes chez lui',
  'adminFacts.signOutReported': 'il signale les déconnexions faites chez lui (back-channel)',
  'adminFacts.signOutFrontChannel': 'il peut les signaler par le navigateur (front-channel), avec {setting}',
  'adminFacts.signOutUnsupported': 'non prise en charge',
  'adminFormError.rejected':
    'Rien n’a été enregistré. Veuillez vérifier les champs signalés et saisir de nouveau les secrets.',
  'adminFormError.stillHere':
    'Votre saisie est toujours là. Vérifiez l’autre version, puis enregistrez de nouveau pour la remplacer.',
  'adminFormError.unusable': 'Ce fournisseur est inutilisable : {detail}.',
  'adminFormError.unknownHost': 'Aucun hôte de ce nom n’a été trouvé. Vérifiez l’adresse.',
  'adminFormError.unreachable': 'Le fournisseur est injoignable. Détails : {detail}.',
  'adminFormError.timeout': 'Le fournisseur n’a pas répondu à temps. Détails : {detail}.',
  'adminFormError.unknown': 'erreur inconnue',
  'adminFormError.checkAddress': 'Vérifiez l’adresse, ou réessayez dans un instant.',
  'adminFormError.signedInAgain':
    'Une nouvelle session a été ouverte depuis l’affichage de ce formulaire : rien n’a été enregistré. Veuillez le vérifier et l’enregistrer de nouveau.',
  'adminFormError.signInAgain':
    'Pour votre sécurité, veuillez vous reconnecter dans un autre onglet, puis enregistrer de nouveau ce formulaire. Rien n’a été enregistré.',
  'adminFormError.settingsName': 'Les paramètres de ce site définissent un fournisseur nommé {name}.',
  'adminFormError.nameTaken': 'Il existe déjà un fournisseur nommé {name}.',
  'adminFormError.nameHasAccounts':
    'Des comptes d’un ancien fournisseur, d’un autre émetteur, sont enregistrés sous le nom {name}.',
  'adminFormError.otherIssuer':
    'Des comptes d’un autre émetteur sont enregistrés sous ce nom, et cet émetteur connecterait d’autres personnes. Ajoutez-le comme un autre fournisseur, sous un autre nom.',
  'adminFormError.otherPeople':
    'Ce changement pourrait ouvrir à d’autres personnes les comptes enregistrés sous ce nom : {problem} Ajoutez-le comme un autre fournisseur, sous un autre nom.',
  'adminFormError.deleted': 'Le fournisseur a été supprimé entre-temps.',
  'adminFormError.changedBy':
    '{name} a modifié le fournisseur entre-temps. Sa dernière version est la {version}.',
  'adminFormError.issuerOrPreset': 'Saisissez l’URL de l’émetteur, ou choisissez un fournisseur ci-dessous.',
  'adminFormError.secretAgain':
    'L’émetteur ou un point de terminaison a changé. Saisissez de nouveau le secret.',
  'adminFormError.notJson':
    'Ce n’est pas un objet JSON. Saisissez-en un entre accolades, par exemple {example}.',
  'adminFormError.ownField':
    '{names} : cette page comporte un champ distinct pour cela. Saisissez la valeur dans ce champ.',

  'adminFacts.both': '{first} ; {second}',

  'adminFormError.fieldProblem': 'Le champ {field} n’est pas accepté. {problem}',

  'adminReport.advice.access_denied':
    'La connexion a été refusée, par vous ou par le fournisseur. Acceptez-la chez lui, ou autorisez votre utilisateur à utiliser cette application dans les paramètres du fournisseur.',
  'adminReport.advice.provider_error':
    'Le fournisseur a refusé la demande. Comparez l’URI de redirection ci-dessous avec celle qui est enregistrée chez lui, lettre par lettre. Vérifiez ensuite que l’application peut y demander ces portées.',
  'adminReport.advice.provider_misconfigured':
    'Copiez de nouveau l’identifiant client et le secret depuis le fournisseur, et vérifiez que son émetteur est toujours le même. Si le secret est exact, le fournisseur attend peut-être une autre méthode d’authentification : voir « {@adminField.clientAuthentication.label} » sous « {@adminProviderForm.more} ».',
  'adminReport.advice.provider_unavailable':
    'Réessayez dans un instant. Si cela se répète, vérifiez que ce serveur peut joindre le fournisseur.',
  'adminReport.advice.provider_timeout':
    'Réessayez dans un instant. Si cela se répète, vérifiez que ce serveur peut joindre le fournisseur.',
  'adminReport.advice.callback_invalid':
    'La réponse n’était pas valable. Réessayez. Si cela se répète, le fournisseur ne respecte pas la norme.',
  'adminReport.advice.identity_rejected':
    'La réponse du fournisseur a échoué au contrôle indiqué ci-dessus. Les causes habituelles sont une horloge déréglée, ici ou chez lui, ou un émetteur qui n’est pas exactement celui des jetons.',
  'adminReport.advice.claim_missing':
    'Demandez la portée qui comprend cette donnée, autorisez-la dans les paramètres du fournisseur, ou retirez-la des données exigées. Celles qui sont arrivées figurent ci-dessous.',
  'adminReport.advice.not_allowed':
    'Testez avec un compte d’un domaine autorisé, ou complétez la liste des domaines.',
  'adminReport.advice.registration_closed':
    'Le fournisseur fonctionne. REGISTRATION est fermé : de nouvelles personnes ne peuvent pas se connecter avec lui. Les utilisateurs existants peuvent l’associer depuis la page de leur compte.',
  'adminReport.advice.email_belongs_to_user':
    'Le fournisseur fonctionne. Votre adresse appartient déjà à un compte de ce site : il faudrait d’abord vous connecter comme d’habitude.',
  'adminReport.advice.user_disabled': 'Le fournisseur fonctionne. Votre propre compte est désactivé ici.',
  'adminReport.write.createUser': 'Un nouvel utilisateur',
  'adminReport.write.createAccount': 'Un nouveau compte de l’utilisateur',
  'adminReport.write.updateAccount': 'Les derniers jetons et les dernières données (claims) du compte',
  'adminReport.write.updateUser': 'Le dernier profil de l’utilisateur',
  'adminReport.write.setAdmin': 'Les droits d’administration, en raison de ADMIN_EMAILS',
  'adminReport.write.runOwnStatement': 'Une instruction d’une étape propre à ce site',
  'adminReport.asked.email':
    'Une personne ayant cette identité devrait indiquer une adresse électronique, puis serait connectée : {reason}.',
  'adminReport.asked.email-code':
    'Une personne ayant cette identité devrait saisir le code reçu par courriel, pour vérifier l’adresse, puis serait connectée : {reason}.',
  'adminReport.asked.terms':
    'Une personne ayant cette identité devrait accepter les conditions d’utilisation, puis serait connectée : {reason}.',
  'adminReport.asked.proof':
    'Une personne ayant cette identité devrait prouver que le compte qui a la même adresse est le sien, puis serait connectée : {reason}.',
  'adminReport.asked.confirmation':
    'Une personne ayant cette identité devrait confirmer quelque chose, puis serait connectée : {reason}.',
  'adminReport.asked.form':
    'Une personne ayant cette identité devrait remplir un formulaire, puis serait connectée : {reason}.',
  'adminReport.askedOther':
    'Une personne ayant cette identité devrait répondre à une question ({question}), puis serait connectée : {reason}.',
  'adminReport.signedInNew':
    'Une personne ayant cette identité serait connectée en tant que nouvel utilisateur, {username}.',
  'adminReport.signedIn': 'Une personne ayant cette identité serait connectée en tant que {username}.',
  'adminReport.refusedOutcome':
    'Le fournisseur fonctionne, mais une personne ayant cette identité serait refusée. {reason}',
  'adminReport.failedOutcome': 'La connexion chez le fournisseur a échoué. {reason}',
  'adminTrace.fact.intent': 'objet',
  'adminTrace.fact.client': 'client',
  'adminTrace.fact.browser': 'navigateur',
  'adminTrace.fact.started': 'début',
  'adminTrace.fact.tripTime': 'temps passé chez le fournisseur',
  'adminTrace.fact.begin': 'préparation',
  'adminTrace.fact.provider': 'appels au fournisseur',
  'adminTrace.fact.pipeline': 'étapes de la connexion',
  'adminTrace.fact.password': 'vérification du mot de passe',
  'adminTrace.answered': '{call} : réponse {status}',
  'adminTrace.notAnswered': '{call} : aucune réponse',
  'adminTrace.callFailed': '{call} : {failure}',
  'adminTrace.returned': 'Revenue',
  'adminTrace.wasTest':
    'C’était une connexion de test. Son rapport figure sur la page du fournisseur, jusqu’au prochain test de cette version.',
  'adminTrace.notRecorded':
    'L’issue n’a pas été enregistrée : le processus a peut-être été arrêté, ou les événements étaient trop nombreux à la fois.',
  'adminTrace.neverReturned': 'Jamais revenue',
  'adminTrace.notReturnedYet': 'Pas encore revenue',
  'adminTrace.notReturned':
    'La personne a été envoyée chez le fournisseur, et aucune réponse n’est arrivée. Elle a peut-être renoncé. Si le fournisseur lui a affiché une erreur, la cause habituelle est une URI de redirection qui n’y est pas enregistrée. Enregistrez exactement celle-ci : {uri}',

  'adminTrace.titleAndCode': '{title} : {code}',
  'adminTrace.intent.sign-in': 'connexion',
  'adminTrace.intent.connect': 'association d’un compte',
  'adminTrace.intent.silent': 'vérification silencieuse',
  'adminTrace.intent.test': 'test',
  'adminTrace.client.browser': 'navigateur',
  'adminTrace.client.bearer': 'application',
  'adminTrace.client.device': 'appareil',
  'adminTrace.client.unknown': 'inconnu',

  'adminTrace.client.socket': 'WebSocket',
  'adminTrace.client.back-channel': 'canal arrière',

  'discovery.issuerDiffers':
    'le document à l’adresse {url} indique l’émetteur {stated}, mais vous avez saisi {entered} ; saisissez l’émetteur exactement comme le fournisseur l’écrit',

  'definitionProblem.provider': 'Le fournisseur {provider} n’est pas accepté. {problem}',
  'definitionProblem.field': 'Le champ {field} du fournisseur {provider} n’est pas accepté. {problem}',
  'definitionProblem.unreadable': 'La définition enregistrée est illisible.',
  'definitionProblem.secretUnreadable':
    'Son secret ne peut pas être déchiffré : la clé ne figure plus dans ENCRYPTION_KEYS. Saisissez de nouveau le secret.',
  'fieldProblem.nameLong': 'Le nom dépasse {max} caractères ; choisissez-en un plus court.',
  'fieldProblem.nameReserved':
    'Ce nom est réservé ; choisissez-en un autre, par exemple celui du fournisseur.',
  'fieldProblem.nameForm':
    'Le nom doit commencer par une lettre et ne contenir que a-z, 0-9 et des "-" ou "_" isolés entre eux ; modifiez-le.',
  'fieldProblem.issuerUrl':
    'Ce n’est pas une URL ; saisissez l’émetteur exactement comme le fournisseur l’écrit, par exemple https://id.example.com.',
  'fieldProblem.https':
    'L’URL doit commencer par https ; http est réservé au développement, voir ALLOW_INSECURE_ISSUERS.',
  'fieldProblem.urlUser': 'L’URL ne doit contenir ni nom d’utilisateur ni mot de passe ; retirez-les.',
  'fieldProblem.issuerQuery':
    'L’URL ne doit contenir ni paramètres ni fragment ; retirez ce qui suit le point d’interrogation ou "#".',
  'fieldProblem.issuerMetadata':
    'C’est l’URL des métadonnées ; saisissez seulement ce qui précède /.well-known/.',
  'fieldProblem.endpointUrl':
    'Ce n’est pas une URL ; saisissez l’URL entière, par exemple https://id.example.com/oauth/token.',
  'fieldProblem.urlFragment': 'L’URL ne doit pas contenir de fragment ; retirez ce qui suit "#".',
  'fieldProblem.secretMissing':
    'Le secret manque ; saisissez-le, ou choisissez « {@adminField.clientAuthentication.choice.none} » dans « {@adminField.clientAuthentication.label} ».',
  'fieldProblem.secretOrKeyMissing':
    'Le secret manque ; saisissez-le, ou choisissez « {@adminField.clientAuthentication.choice.none} » dans « {@adminField.clientAuthentication.label} », ou renseignez « {@adminField.clientKey.label} ».',
  'fieldProblem.publicPkce':
    'PKCE ne peut pas être désactivé pour un client public ; retirez ce champ, ou ajoutez un secret du client.',
  'fieldProblem.needsTrust':
    'Nécessite « {@adminField.trustEmail.label} » ; cochez-le si le fournisseur vérifie les adresses électroniques, ou décochez ce champ-ci.',
  'fieldProblem.formPost':
    'Nécessite form_post dans « {@adminField.responseMode.label} » ; choisissez-le, ou retirez ce champ.',
  'fieldProblem.needsSecret':
    'Nécessite un secret du client, qu’un client public n’a pas ; retirez ce champ.',
  'fieldProblem.secretShort':
    'Nécessite un secret du client d’au moins {bytes} octets, car le secret sert de clé ; utilisez un secret plus long, ou un autre algorithme.',
  'fieldProblem.noUserInfo':
    'Sans effet quand « {@adminField.userInfo.label} » est « {@adminField.userInfo.choice.never} » ; retirez l’un des deux.',
  'fieldProblem.keyMissing':
    'La clé manque ; ajoutez la clé privée dont la clé publique est enregistrée chez le fournisseur.',
  'fieldProblem.secretAndKey': 'Incompatible avec « {@adminField.clientKey.label} » ; retirez l’un des deux.',
  'fieldProblem.keyMethod':
    'Choisissez private_key_jwt quand « {@adminField.clientKey.label} » est renseigné.',
  'fieldProblem.keyUnreadable': 'Ce n’est pas une clé privée lisible ; attendu : {what}.',
  'fieldProblem.wholeNumber': 'La valeur doit être un nombre entier.',
  'fieldProblem.seconds': 'La valeur doit être un nombre entier de secondes.',
  'fieldProblem.negative': 'La valeur ne doit pas être négative.',
  'fieldProblem.duration':
    'La valeur doit être un nombre suivi de s ou m, par exemple "10s", et d’au plus "{max}".',
  'fieldProblem.openid': 'La liste doit contenir "openid" ; ajoutez-le.',
  'fieldProblem.domain': 'La valeur doit être un domaine sans "@", par exemple example.com.',
  'fieldProblem.icon': 'La valeur doit être un identifiant de simple-icons : lettres minuscules et chiffres.',
  'fieldProblem.flag': 'La valeur doit être true ou false, sans guillemets.',
  'fieldProblem.controlCharacters': 'La valeur contient des caractères de contrôle ; retirez-les.',
  'fieldProblem.tooLong': 'La valeur dépasse {max} caractères ; raccourcissez-la.',
  'fieldProblem.empty': 'Cette valeur est obligatoire ({what}).',
  'fieldProblem.missing': 'Cette valeur est obligatoire ({what}).',
  'fieldProblem.noField': 'Ce champ n’existe pas ; {suggestion}',
  'fieldProblem.invalid': 'La valeur n’est pas valide.',
  'fieldProblem.text': 'La valeur doit être un texte.',
  'fieldProblem.object': 'La valeur doit être un objet JSON.',
  'fieldProblem.objectInBraces': 'La définition doit être un objet JSON, entre accolades.',
  'fieldProblem.objectOfTexts': 'La valeur doit être un objet JSON dont les valeurs sont des textes.',
  'fieldProblem.objectOfClaims':
    'La valeur doit être un objet JSON : le nom de chaque donnée (claim), et ce qu’elle doit contenir.',
  'fieldProblem.choice': 'La valeur doit être {others} ou {last}.',
  'fieldProblem.oneOf': 'La valeur doit être l’une de celles-ci : {values}.',
  'fieldProblem.mustBe': 'Valeur attendue : {what}.',
  'fieldProblem.quoted': 'La valeur doit être un texte entre guillemets ({what}).',
  'fieldProblem.withoutSpaces': 'La valeur ne doit contenir que des caractères ASCII, sans espace ({what}).',
  'fieldProblem.emptyOptional': 'Cette valeur est vide ; saisissez-la ({what}), ou retirez le champ.',
  'fieldProblem.textOrList': 'La valeur doit être un texte, ou une liste de textes.',
  'fieldProblem.listOfClaims': 'La valeur doit être une liste de données (claims).',
  'fieldProblem.listOfDomains': 'La valeur doit être une liste de domaines.',
  'fieldProblem.listOfHeaders': 'La valeur doit être une liste d’en-têtes.',
  'fieldProblem.listOfIssuers': 'La valeur doit être une liste d’émetteurs.',
  'fieldProblem.listOfParameters': 'La valeur doit être une liste de paramètres.',
  'fieldProblem.listOfScopes': 'La valeur doit être une liste de portées (scopes).',
  'fieldProblem.listOfTenants': 'La valeur doit être "any", ou une liste de locataires.',
  'fieldProblem.claimOrList': 'La valeur doit être le nom d’une donnée (claim), ou une liste de noms.',
  'fieldProblem.claimOrTrue': 'La valeur doit être le nom d’une donnée (claim), ou true.',
  'fieldProblem.pathOrTrue': 'La valeur doit être un chemin dans le profil, ou true.',
  'fieldProblem.parameterOrTrue': 'La valeur doit être true, ou le nom d’un paramètre.',
  'fieldProblem.tooMuch': 'La valeur dépasse {max} ; choisissez-en une plus petite.',
  'fieldProblem.overOneYear': 'La durée dépasse un an ; choisissez-en une plus courte.',
  'fieldProblem.tooMany': 'La liste compte plus de {max} entrées ; raccourcissez-la.',
  'fieldProblem.tooManyClaims': 'La liste compte plus de {max} données (claims) ; raccourcissez-la.',
  'fieldProblem.tooManyParameters': 'La liste compte plus de {max} paramètres ; raccourcissez-la.',
  'fieldProblem.notADomain': 'Ce n’est pas un domaine ; saisissez-en un, par exemple example.com.',
  'fieldProblem.notOneScope':
    'Ce n’est pas une seule portée (scope) ; saisissez chaque portée comme une entrée distincte.',
  'fieldProblem.notAParameter': 'Ce n’est pas un nom de paramètre.',
  'fieldProblem.notALogoutParameter':
    'Ce n’est pas un nom de paramètre ; saisissez-en un, par exemple logout_uri.',
  'fieldProblem.notAHeader': 'Ce n’est pas un nom d’en-tête.',
  'fieldProblem.headerHidden': 'Les fonctions ne reçoivent pas cet en-tête.',
  'fieldProblem.noHeaders': 'La liste est vide ; indiquez les en-têtes que le proxy définit.',
  'fieldProblem.ascii': 'La valeur ne doit contenir que des caractères ASCII.',
  'fieldProblem.oneWord': 'La valeur doit être un seul mot, par exemple "OAuth".',
  'fieldProblem.durationText': 'La valeur doit être une durée entre guillemets, par exemple "10s".',
  'fieldProblem.setElsewhere': 'Ce paramètre ne peut pas être défini ici ; utilisez plutôt "{field}".',
  'fieldProblem.secretElsewhere':
    'Ce paramètre ne peut pas être défini ici ; utilisez plutôt « {@adminField.clientSecret.label} » : il ne doit jamais parvenir au navigateur.',
  'fieldProblem.setBySignIn':
    'Ce paramètre ne peut pas être défini ici, car chaque connexion a le sien ; retirez-le.',
  'fieldProblem.unsupportedParameter': 'Ce paramètre n’est pas pris en charge ; retirez-le.',
  'fieldProblem.headerNotHere': 'Cet en-tête ne peut pas être défini ici ; retirez-le.',
  'fieldProblem.ownParameter': 'Portcullis définit lui-même ce paramètre ; retirez-le.',
  'fieldProblem.fixedParameter':
    'La liste contient {parameter}, que "authorizationParams" définit déjà ; retirez l’un des deux.',
  'fieldProblem.presetUnknown': 'Ce modèle de fournisseur est inconnu ; {suggestion}',
  'fieldProblem.presetReturns': 'La fonction doit renvoyer une définition, comme pour oidc() ou oauth2().',
  'fieldProblem.presetThrows': 'La fonction échoue ({error}) ; corrigez-la, ou corrigez ses paramètres.',
  'fieldProblem.providerVerifiesNothing':
    'Ce champ refuserait tout le monde, car ce fournisseur n’indique pas quelles adresses sont vérifiées ; saisissez true dans « {@adminField.emailVerified.label} » s’il vérifie chaque adresse, ou le nom d’une donnée (claim) qui l’indique, ou videz ce champ.',
  'fieldProblem.keyLong': 'La valeur dépasse {max} caractères ; saisissez une seule clé.',
  'fieldProblem.keyRejected':
    'Les fournisseurs n’acceptent pas cette clé ; saisissez une clé P-256, P-384, P-521, Ed25519, ou RSA d’au moins 2048 bits.',
  'fieldProblem.decryptionKey':
    'La valeur doit être une clé RSA d’au moins 2048 bits, P-256, P-384 ou P-521 ({what}).',
  'fieldProblem.teamMissing': 'L’identifiant de l’équipe manque ; un secret signé en a besoin.',
  'fieldProblem.function': 'La valeur doit être une fonction.',
  'fieldProblem.functionMissing':
    'La fonction manque ; écrivez-la, car les fournisseurs de type "{kind}" n’existent que dans le code.',
  'fieldProblem.functionUnknown': 'Un fournisseur de type "{kind}" n’a pas cette fonction ; retirez-la.',
  'fieldProblem.besideProfile': 'Sans effet à côté d’une fonction "profile" ; retirez l’un des deux.',
  'fieldProblem.kind': 'La valeur doit être "oidc" ou "oauth2".',
  'fieldProblem.kindMissing': 'Cette valeur est obligatoire ; saisissez "kind": "oidc" ou "kind": "oauth2".',
  'fieldProblem.mutableClaim':
    'Cette donnée (claim) peut changer ou être attribuée à une autre personne ; utilisez un identifiant tel que "sub".',
  'fieldProblem.oneToThreeClaims': 'La liste doit contenir d’une à trois données (claims).',
  'fieldProblem.onePlaceholder':
    'L’émetteur doit contenir un seul espace réservé entre accolades pour le locataire, par exemple {example}.',
  'fieldProblem.earlierName': 'C’est l’ancien nom de "{name}", qui est défini aussi ; retirez-le.',
  'fieldProblem.markFile':
    'Seuls les paramètres du site peuvent désigner un fichier ; envoyez l’image depuis la page du fournisseur.',
  'fieldProblem.promptTwice':
    'Ce champ envoie "prompt=none", mais "authorizationParams" contient un autre "prompt" ; retirez l’un des deux.',
  'fieldProblem.onlyForExchange':
    'N’a d’effet que sur l’échange de jetons d’accès ; ajoutez "audience" ou "introspection", ou retirez ce champ.',
  'fieldProblem.needsEmailsEndpoint': 'Sans effet sans "emailsEndpoint" ; ajoutez-le, ou retirez ce champ.',
  'fieldProblem.replacedHeader':
    'Sans effet avec "tokenInQuery", qui remplace l’en-tête ; retirez l’un des deux.',
  'fieldProblem.besideEmailsEndpoint':
    'Sans effet à côté de "emailsEndpoint", dont la liste indique quelles adresses sont vérifiées ; retirez l’un des deux.',
  'fieldProblem.trustWithoutVerification':
    'Sans effet, car aucun champ n’indique quelles adresses sont vérifiées ; renseignez « {@adminField.emailVerified.label} », ajoutez "emailsEndpoint", ou décochez ce champ.',
  'fieldProblem.domainsWithoutVerification':
    'Ce champ refuserait tout le monde, car aucun champ n’indique quelles adresses sont vérifiées ; renseignez « {@adminField.emailVerified.label} », ajoutez "emailsEndpoint", ou videz ce champ.',
  'fieldProblem.revocationWithoutEndpoint':
    'Sans effet, car "revocationEndpoint" manque ; ajoutez-le, ou retirez ce champ.',
  'fieldProblem.issuerPlaceholder':
    'L’émetteur contient un espace réservé entre accolades ; saisissez cet émetteur dans "issuerTemplate", et ici l’émetteur qui publie les métadonnées.',
  'fieldProblem.claimsTwice':
    'Ce champ est aussi défini par "claims" dans "authorizationParams" ; retirez l’un des deux.',
  'fieldProblem.needsTemplate': 'Nécessite "issuerTemplate" ; ajoutez-le, ou retirez ce champ.',
  'fieldProblem.aliasesWithTemplate':
    'Sans effet avec "issuerTemplate", qui décrit tous les émetteurs ; retirez ce champ.',
  'fieldProblem.tenantsMissing':
    'Cette valeur est obligatoire ; indiquez les identifiants des locataires dont les utilisateurs peuvent se connecter, ou saisissez "any".',
  'fieldProblem.anyAndOthers':
    'La liste contient "any" et d’autres entrées ; saisissez "any" seul, ou retirez-le.',
  'fieldProblem.tidMissing':
    'La liste doit contenir "tid", car deux locataires peuvent avoir le même identifiant ; saisissez ["tid", "sub"].',
  'fieldProblem.trustWithTemplate':
    'Ne doit pas être coché avec "issuerTemplate", car chaque locataire peut définir n’importe quelle adresse ; décochez ce champ.',
  'fieldProblem.verifiedWithTemplate':
    'Ne doit pas être true avec "issuerTemplate", car chaque locataire peut définir n’importe quelle adresse ; indiquez une donnée (claim), ou videz ce champ.',
  'fieldProblem.domainsWithTemplate': 'Sans effet avec "issuerTemplate" ; utilisez plutôt "allowedTenants".',
  'wanted.aClaim': 'une donnée (claim)',
  'wanted.aClientId': 'un identifiant client',
  'wanted.aDomain': 'un domaine',
  'wanted.aScope': 'une portée (scope)',
  'wanted.aValue': 'une valeur',
  'wanted.anAudience': 'une audience',
  'wanted.anIssuer': 'un émetteur',
  'wanted.audiences': 'ce que contient "aud" dans vos jetons d’accès',
  'wanted.authorizationUrl': 'l’URL vers laquelle les utilisateurs sont dirigés',
  'wanted.authorizationHttpsUrl': 'l’URL https vers laquelle les utilisateurs sont dirigés',
  'wanted.claimName': 'le nom d’une donnée (claim)',
  'wanted.claimPath': 'le chemin d’une donnée (claim)',
  'wanted.claimValues': 'ce que la donnée (claim) doit contenir',
  'wanted.clientId': 'l’identifiant client reçu du fournisseur',
  'wanted.clientSecret': 'le secret du client reçu du fournisseur',
  'wanted.codeIssuer': 'l’émetteur, par exemple urn:example:intranet',
  'wanted.emailsUrl': 'l’URL de la liste des adresses électroniques',
  'wanted.endSessionUrl': 'l’URL qui met fin à la session chez le fournisseur',
  'wanted.entryPath': 'un chemin dans une entrée',
  'wanted.headerName': 'le nom d’un en-tête',
  'wanted.icon': 'l’identifiant d’une icône de marque',
  'wanted.issuer': 'l’émetteur',
  'wanted.issuerTemplate': 'l’émetteur avec un espace réservé pour le locataire',
  'wanted.issuerUrl': 'l’URL https que le fournisseur appelle son émetteur (issuer)',
  'wanted.jwksUrl': 'l’URL des clés de signature',
  'wanted.keyId': 'l’identifiant de la clé',
  'wanted.label': 'le nom que les utilisateurs connaissent',
  'wanted.markPath': 'le chemin d’un fichier SVG ou PNG',
  'wanted.metadataUrl': 'l’URL des métadonnées',
  'wanted.parameterName': 'le nom d’un paramètre',
  'wanted.pem': 'la clé privée au format PEM, de "-----BEGIN" à "-----END ... PRIVATE KEY-----"',
  'wanted.profilePath': 'un chemin dans le profil',
  'wanted.profileUrl': 'l’URL https qui renvoie le profil',
  'wanted.responsePath': 'un chemin dans la réponse',
  'wanted.revocationUrl': 'l’URL qui révoque les jetons',
  'wanted.subjectPath': 'le chemin d’un identifiant qui ne change jamais, par exemple "id"',
  'wanted.teamId': 'l’identifiant de l’équipe',
  'wanted.tenantId': 'l’identifiant d’un locataire',
  'wanted.tokenClients': 'les identifiants des clients dont les jetons peuvent être échangés',
  'wanted.tokenHttpsUrl': 'l’URL https qui échange un code contre un jeton',
  'wanted.tokenUrl': 'l’URL qui échange un code contre des jetons',
  'wanted.tokenWord': 'le mot qui précède le jeton d’accès',
  'wanted.userInfoUrl': 'l’URL de UserInfo',
  'suggestion.didYouMean': 'vouliez-vous dire "{match}" ?',
  'suggestion.known': 'retirez-le. Noms connus : {names}.',
  'adminParameter.tenant': 'Locataire',
  'adminParameter.domain': 'Domaine',
  'adminParameter.realm': 'Domaine d’identité (realm)',
  'adminParameter.region': 'Région',
  'adminParameter.pool': 'Groupe (pool)',
  'adminParameter.application': 'Application',
  'adminParameter.environment': 'Environnement',
  'adminParameter.policy': 'Politique',
  'presetName.azure-ad-b2c': 'Azure AD B2C, un flux d’utilisateur',
  'presetName.entra': 'Microsoft Entra ID, un locataire',
  'presetName.entra-multitenant': 'Microsoft Entra ID, plusieurs locataires',
  'presetName.entra-personal': 'Microsoft, comptes personnels',
  'presetName.france-travail': 'France Travail Connect, particuliers',
  'presetName.france-travail-recruiters': 'France Travail Connect, recruteurs',
  'presetParameter.adfs.domain': 'le nom du service de fédération, par exemple sts.acme.example',
  'presetParameter.auth0.domain':
    'le domaine de votre locataire, par exemple acme.eu.auth0.com, ou votre propre domaine',
  'presetParameter.authelia.domain':
    'l’hôte de votre Authelia, et son chemin de base s’il en a un, par exemple auth.acme.example',
  'presetParameter.authentik.domain': 'l’hôte de votre authentik, par exemple sso.acme.example',
  'presetParameter.authentik.application':
    'l’identifiant (slug) de l’application, qui figure dans l’adresse de l’émetteur',
  'presetParameter.azure-ad-b2c.tenant': 'l’identifiant de l’annuaire (locataire), un GUID en minuscules',
  'presetParameter.azure-ad-b2c.domain':
    'le domaine de votre locataire, par exemple acme.b2clogin.com, ou votre propre domaine',
  'presetParameter.azure-ad-b2c.policy':
    'le nom du flux utilisateur ou de la stratégie, tel qu’il figure dans l’émetteur de ses métadonnées',
  'presetParameter.cognito.region': 'la région du groupe d’utilisateurs, par exemple eu-west-1',
  'presetParameter.cognito.pool': 'l’identifiant du groupe d’utilisateurs, par exemple eu-west-1_AbCdEf123',
  'presetParameter.entra.tenant':
    'l’identifiant de l’annuaire (locataire), un GUID en minuscules, et non un nom de domaine',
  'presetParameter.entra.domain':
    'l’hôte de votre cloud national : login.microsoftonline.com, login.microsoftonline.us ou login.partner.microsoftonline.cn',
  'presetParameter.entra-multitenant.tenant':
    '"organizations" pour les comptes professionnels et scolaires, ou "common" pour y ajouter les comptes personnels',
  'presetParameter.franceconnect.domain':
    'oidc.franceconnect.gouv.fr, ou fcp-low.sbx.dev-franceconnect.fr pour les tests',
  'presetParameter.github.domain': 'le domaine de votre GitHub Enterprise Cloud, par exemple acme.ghe.com',
  'presetParameter.github-enterprise.domain': 'le domaine de votre serveur, par exemple github.acme.example',
  'presetParameter.gitlab.domain':
    'l’hôte de votre GitLab, et son chemin s’il en a un, par exemple gitlab.acme.example',
  'presetParameter.jumpcloud.domain':
    'le domaine de votre région : oauth.id.jumpcloud.com, oauth.id.eu.jumpcloud.com ou oauth.id.in.jumpcloud.com',
  'presetParameter.kanidm.domain': 'l’hôte de votre Kanidm, par exemple idm.acme.example',
  'presetParameter.keycloak.domain':
    'l’hôte de votre Keycloak, et son chemin de base s’il en a un, par exemple id.acme.example ou id.acme.example/auth',
  'presetParameter.keycloak.realm': 'le nom exact du domaine d’identité (realm)',
  'presetParameter.logto.domain':
    'l’hôte de votre locataire, par exemple acme.logto.app, ou votre propre domaine',
  'presetParameter.mastodon.domain': 'l’hôte du serveur, par exemple mastodon.social',
  'presetParameter.nextcloud.domain':
    'l’hôte de votre Nextcloud, et son chemin de base s’il en a un, par exemple cloud.acme.example',
  'presetParameter.okta.domain':
    'le domaine de votre organisation, par exemple acme.okta.com, avec le chemin d’un serveur d’autorisation personnalisé si vous en utilisez un, par exemple acme.okta.com/oauth2/default',
  'presetParameter.onelogin.domain': 'le domaine de votre compte, par exemple acme.onelogin.com',
  'presetParameter.orcid.domain': 'orcid.org, ou sandbox.orcid.org pour les tests',
  'presetParameter.paypal.domain': 'paypal.com, ou sandbox.paypal.com pour les tests',
  'presetParameter.pingone.domain':
    'le domaine de votre région, par exemple auth.pingone.com, auth.pingone.eu, auth.pingone.ca ou auth.pingone.asia, ou votre propre domaine',
  'presetParameter.pingone.environment': 'l’identifiant de l’environnement, un GUID en minuscules',
  'presetParameter.pocket-id.domain': 'l’hôte de votre Pocket ID, par exemple id.acme.example',
  'presetParameter.proconnect.domain':
    'le domaine de l’environnement et du réseau, par exemple auth.agentconnect.gouv.fr, ou fca.integ01.dev-agentconnect.fr pour les tests',
  'presetParameter.salesforce.domain':
    'login.salesforce.com, test.salesforce.com pour les bacs à sable, ou votre propre domaine, par exemple acme.my.salesforce.com',
  'presetParameter.zitadel.domain':
    'le domaine de votre instance, par exemple acme.zitadel.cloud, ou votre propre domaine',

  'presetQuirk.noPkce':
    'La documentation ne mentionne pas PKCE, qui est donc désactivé. Le paramètre state, le cookie du navigateur et le secret du client protègent malgré tout contre le vol d’un code.',
  'presetQuirk.neverVerified':
    'L’API n’indique jamais qu’une adresse est vérifiée : aucune adresse n’est donc réputée vérifiée.',
  'presetQuirk.noEmail': 'Il n’y a pas d’adresse électronique, ni de portée (scope) pour l’obtenir.',
  'presetQuirk.status200':
    'Le point de terminaison de jeton renvoie les erreurs avec le statut 200 ; elles sont traitées comme des erreurs.',
  'presetQuirk.clientInBody':
    'L’identifiant et le secret du client sont envoyés dans le corps de la demande de jeton.',
  'presetQuirk.noUsername':
    'Il n’y a pas de preferred_username : les noms d’utilisateur sont donc tirés des adresses.',
  'presetQuirk.noAuthTime':
    'Les jetons d’identité n’ont pas d’auth_time : c’est donc l’horloge de ce site qui compte quand une personne doit se reconnecter.',
  'presetQuirk.userAgent': 'L’API rejette les appels sans User-Agent ; Portcullis en envoie toujours un.',
  'presetQuirk.noEmailVerified':
    'Il n’y a pas d’email_verified : aucune adresse n’est donc réputée vérifiée.',
  'presetQuirk.codes30':
    'Les codes sont valables 30 secondes, et les jetons d’accès une minute. Il n’y a pas de jeton d’actualisation (refresh token).',
  'presetQuirk.microsoft': `Il n’y a pas d’email_verified, et la donnée "email" est une valeur saisie par un administrateur : aucune adresse de Microsoft n’est réputée vérifiée.
L’identifiant (sub) est propre à l’application : une même personne en a un autre avec un autre identifiant client. Conservez l’enregistrement de l’application lors d’une migration.
Les noms et les adresses sont dans le jeton d’identité ; UserInfo, c’est-à-dire Microsoft Graph, n’apporte guère plus.
Les jetons d’identité n’ont pas d’auth_time, sauf si vous l’ajoutez comme donnée facultative de l’application ; réglez alors "reauthentication" sur "auth_time", pour que Microsoft prouve que les personnes se sont reconnectées.
preferred_username est une adresse qui peut changer ou être attribuée à une autre personne ; ce n’est qu’une suggestion de nom d’utilisateur.`,
  'presetQuirk.github': `L’identifiant est "id", un nombre ; le nom d’un compte ("login") peut être attribué à une autre personne.
Le profil ne contient que l’adresse publique : un second appel récupère donc les adresses ("user:email") ; l’adresse principale est utilisée.
Le point de terminaison de jeton renvoie les erreurs avec le statut 200 ; elles sont traitées comme des erreurs.
L’API rejette les appels sans User-Agent ; Portcullis en envoie toujours un.
La dissociation d’un compte supprime l’autorisation de l’application avec tous ses jetons : GitHub n’affiche donc plus l’application.`,
  'presetQuirk.france-travail': `Le domaine d’identité (realm) figure dans la requête de chaque point de terminaison, y compris celui des jetons et celui des métadonnées, jamais dans le corps.
L’identifiant et le secret du client sont envoyés dans le corps de la demande de jeton ; l’en-tête est rejeté.
Les portées (scopes) doivent nommer l’application elle-même, sous la forme application_ suivie de son identifiant client, et chaque API qu’elle utilise.
La réponse contient aussi client_id, scope et iss, et la réponse du point de terminaison de jeton contient nonce. client_id, scope et ce nonce sont ignorés.
L’émetteur est écrit tantôt avec son port (":443"), tantôt sans ; les deux formes sont acceptées.
Une URI de redirection vers localhost ne peut pas être enregistrée.
email_verified, s’il est présent, est le texte "true" et non un booléen.`,
  'presetQuirks.adfs': `UserInfo ne contient que l’identifiant (sub) : toute donnée doit donc être dans le jeton d’identité. Ajoutez des règles de transformation d’émission pour email, name, given_name et family_name à l’API web dont l’identifiant est l’identifiant client, et autorisez la portée allatclaims.
Le nom d’utilisateur est la donnée "upn", toujours présente dans le jeton d’identité. Il peut changer : ce n’est qu’une suggestion.
L’identifiant (sub) est propre à l’identifiant client : une même personne en a un autre avec un autre client.
Il n’y a pas d’email_verified : aucune adresse n’est donc réputée vérifiée. Si seuls vos administrateurs peuvent définir les adresses, saisissez true dans « {@adminField.emailVerified.label} » et cochez « {@adminField.trustEmail.label} ».
Les métadonnées indiquent un second émetteur pour les jetons d’accès ("access_token_issuer"), qui n’est pas utilisé.
PKCE est documenté à partir d’AD FS 2019. Si une version plus ancienne le refuse, réglez "pkce" sur false.`,
  'presetQuirks.apple': `Le secret du client est un JWT que Portcullis signe avec une clé fournie par Apple : « {@adminField.clientKey.label} » contient l’équipe, l’identifiant de la clé et la clé.
Avec une portée (scope) pour le nom ou l’adresse, la réponse est un formulaire (form_post) envoyé depuis un autre site.
Le nom n’est envoyé qu’une fois, au premier consentement, sans signature, dans le champ de formulaire "user". Les connexions suivantes ne l’effacent pas.
Il n’y a pas de point de terminaison UserInfo : toutes les autres données sont dans le jeton d’identité.
email_verified et is_private_email sont le texte "true" et non un booléen.
Les personnes qui masquent leur adresse en reçoivent une en privaterelay.appleid.com ; les messages qui y sont envoyés doivent provenir d’un domaine enregistré chez Apple.
Une connexion annulée porte le code d’erreur user_cancelled_authorize.`,
  'presetQuirks.atlassian': `La demande d’autorisation doit nommer l’audience api.atlassian.com et redemander le consentement à chaque fois.
L’identifiant est "account_id" ; les noms et les adresses peuvent changer.
Les organisations définissent les adresses de leurs comptes gérés : « {@adminField.trustEmail.label} » n’est donc pas coché ; le champ "email_verified" indique si une adresse est vérifiée.
Un jeton d’actualisation (refresh token) nécessite la portée offline_access.
La documentation ne mentionne pas PKCE ; il est utilisé malgré tout.`,
  'presetQuirks.auth0': `L’émetteur se termine par une barre oblique, qui en fait partie.
L’identifiant (sub) indique aussi la connexion, par exemple "auth0|5f7c8ec7" ou "google-oauth2|1234".
Le nom d’utilisateur est la donnée "nickname".
Les applications créées avant 2018 peuvent signer avec HS256, qui est refusé : choisissez RS256 dans l’application, sous "Advanced Settings", "OAuth".
Certaines connexions ne vérifient pas les adresses, ou laissent les personnes les saisir. Cochez « {@adminField.trustEmail.label} » si les vôtres les vérifient.`,
  'presetQuirks.authelia': `Le client a besoin des portées openid, email et profile, et "token_endpoint_auth_method" doit être la méthode que Portcullis utilise : client_secret_basic.
Le nom et l’adresse ne sont que dans UserInfo ; le jeton d’identité ne les contient qu’avec une politique de données ("claims policy").
email_verified vaut toujours true : Authelia suppose que les adresses de son annuaire sont vérifiées. Cochez « {@adminField.trustEmail.label} » si personne d’autre que vous ne peut les modifier.
Les autres adresses d’une personne sont la donnée "alt_emails" ; les groupes sont la donnée "groups", avec la portée groups.`,
  'presetQuirks.authentik': `Chaque application est un émetteur distinct, et l’émetteur se termine par une barre oblique. Dans le fournisseur, "Issuer mode" doit être celui qui donne un émetteur différent à chaque fournisseur.
Depuis la version 2025.10, email_verified vaut false, car authentik ne sait pas quelles adresses sont vérifiées. Si les vôtres le sont, saisissez true dans « {@adminField.emailVerified.label} » et cochez « {@adminField.trustEmail.label} ».
given_name contient le nom complet, car authentik n’en enregistre pas les parties.
Les groupes sont la donnée "groups", que renvoie la portée profile.
Sans clé de signature dans le fournisseur, les jetons d’identité sont signés avec le secret du client (HS256), ce qui est refusé : choisissez un certificat comme clé de signature.`,
  'presetQuirks.azure-ad-b2c': `Dans le flux d’utilisateur, sous "Token compatibility settings", "Issuer (iss) claim" doit être celui qui contient /tfp/, le seul dont les métadonnées se trouvent en dessous.
Il n’y a pas de UserInfo. Le jeton d’identité contient les données cochées sous "Application claims" : cochez Display Name, Email Addresses, Given Name et Surname.
Les adresses sont la liste "emails", dont la première est utilisée. Rien n’indique qu’elle est vérifiée : aucune adresse n’est donc réputée vérifiée. Si votre flux d’utilisateur vérifie chaque adresse, saisissez true dans « {@adminField.emailVerified.label} » et cochez « {@adminField.trustEmail.label} ».
Une personne qui annule, ou qui a oublié son mot de passe, revient avec l’erreur access_denied.
Microsoft ne vend plus Azure AD B2C qu’à ses clients existants.`,
  'presetQuirks.bitbucket': `L’identifiant est "uuid", entre accolades. Les noms peuvent changer et être attribués à une autre personne.
Les adresses demandent un second appel ; l’adresse principale est utilisée si Bitbucket indique qu’elle est confirmée.
Le consommateur OAuth définit les autorisations d’un jeton ; les portées de la demande sont sans effet, aucune n’est donc envoyée.
{@presetQuirk.noPkce}`,
  'presetQuirks.cognito': `L’émetteur est le groupe d’utilisateurs, et les points de terminaison se trouvent sous son domaine : un groupe sans domaine n’a pas de points de terminaison.
Dans UserInfo, email_verified est le texte "true" ou "false" ; dans le jeton d’identité, c’est un booléen.
Le nom d’utilisateur est la donnée "cognito:username", que seul le jeton d’identité contient.
La déconnexion n’est pas standard : elle exige client_id et logout_uri, qui doit être l’une des URL de déconnexion du client.
Les administrateurs du groupe peuvent marquer des adresses comme vérifiées. Cochez « {@adminField.trustEmail.label} » si le groupe est le vôtre.`,
  'presetQuirks.discord': `Le profil contient l’empreinte d’une image ; son URL est composée de cette empreinte et de l’identifiant.
Le champ "verified" indique si l’adresse est vérifiée.
Les identifiants sont des nombres de vingt chiffres au plus, envoyés sous forme de texte ; Portcullis ne les convertit jamais en nombres.`,
  'presetQuirks.dropbox': `Le nom et l’adresse sont dans le jeton d’identité. UserInfo n’est pas utilisé : il attend POST et indique un autre émetteur.
Il n’y a ni preferred_username, si bien que les noms d’utilisateur sont tirés des adresses, ni image.
email_verified indique si l’adresse est vérifiée. Les administrateurs d’une équipe gèrent ses adresses, et la documentation ne dit pas comment elles sont vérifiées : « {@adminField.trustEmail.label} » n’est donc pas coché.
Une application en développement n’accepte qu’un nombre limité d’utilisateurs.
Un jeton d’actualisation (refresh token) nécessite "authorizationParams" avec "token_access_type": "offline".`,
  'presetQuirks.entra': `{@presetQuirk.microsoft}
Le locataire doit être un GUID : avec le nom d’un domaine, les métadonnées indiquent un autre émetteur.`,
  'presetQuirks.entra-multitenant': `{@presetQuirk.microsoft}
L’émetteur des métadonnées est un modèle où "tenantid" figure entre accolades. L’émetteur d’un jeton doit être ce modèle, complété par son propre "tid", et une clé de cet émetteur doit l’avoir signé.
N’importe qui peut créer un locataire : "allowedTenants" doit donc énumérer les locataires qui peuvent se connecter, ou valoir "any".
Les comptes sont identifiés par tid et sub ensemble, sous la forme tid/sub, afin qu’aucun locataire ne puisse connecter les utilisateurs d’un autre.`,
  'presetQuirks.entra-personal': `{@presetQuirk.microsoft}
Tous les comptes personnels appartiennent à un seul locataire, dont l’identifiant est toujours le même.`,
  'presetQuirks.facebook': `La version de l’API fait partie de chaque URL ; chaque version fonctionne pendant deux ans environ.
L’API ne renvoie que les champs demandés, et "email" peut manquer : les personnes peuvent refuser de le donner, ou n’en avoir aucun.
{@presetQuirk.neverVerified}
Les identifiants sont propres à l’application : un autre identifiant client conduit à d’autres comptes.
Le point de terminaison de jeton renvoie les erreurs sous forme d’objets ; les journaux indiquent leur type et leur numéro, par exemple OAuthException.100.
Les appels d’API contiennent appsecret_proof : vous pouvez donc l’exiger dans les paramètres de l’application.
La dissociation d’un compte supprime toutes les autorisations de l’application avec le jeton d’accès de la personne : Facebook n’affiche donc plus l’application.`,
  'presetQuirks.figma': `{@presetQuirk.neverVerified}
Il n’y a pas de nom d’utilisateur : "handle" est le nom complet.
Les jetons d’accès s’actualisent à une autre adresse que le point de terminaison de jeton : ils ne peuvent donc pas l’être ici.
Le point de terminaison de jeton d’avant février 2025, sur www.figma.com, ne fonctionne plus.`,
  'presetQuirks.france-travail': `{@presetQuirk.france-travail}
Les personnes sans adresse électronique ou sans nom ne peuvent pas se connecter ; une liste vide dans « {@adminField.requiredClaims.label} » supprime cette règle.`,
  'presetQuirks.france-travail-recruiters': `{@presetQuirk.france-travail}
N’importe qui peut ouvrir un compte recruteur. France Travail n’a contrôlé l’entreprise que si "habilitation" vaut "recruteurcertifie".`,
  'presetQuirks.franceconnect': `Une demande d’autorisation qui contient un paramètre inconnu est refusée, et les paramètres de PKCE sont inconnus : PKCE est donc désactivé. Le nonce lie malgré tout la réponse à la connexion.
acr_values est obligatoire. Il s’agit ici de FranceConnect (eidas1) ; FranceConnect+ chiffre aussi ses jetons.
UserInfo est un JWT signé, dont la signature est vérifiée. Choisissez RS256 ou ES256 comme signature de votre service : avec HS256, la valeur par défaut, c’est le secret du client qui signerait.
Le jeton d’identité ne contient rien sur la personne, sauf l’identifiant (sub), qui est propre à votre service.
{@presetQuirk.codes30}
L’adresse provient du fournisseur d’identité de la personne, et rien n’indique qu’elle est vérifiée.
Les autres données de l’identité pivot (birthdate, gender, birthplace, birthcountry) nécessitent "extraScopes" et une autorisation de FranceConnect. preferred_username est le nom d’usage de la personne, et non un nom d’utilisateur.
Le bouton doit respecter la charte de FranceConnect ; celui de nos pages ne la respecte pas.`,
  'presetQuirks.github': `{@presetQuirk.github}`,
  'presetQuirks.github-enterprise': `L’API d’un serveur Enterprise se trouve sous /api/v3 ; celle de github.com et de ghe.com, sur un hôte distinct.
{@presetQuirk.github}`,
  'presetQuirks.gitlab': `L’identifiant (sub) est le numéro de l’utilisateur, sous forme de texte.
Un administrateur de GitLab peut confirmer des adresses sans message. Cochez « {@adminField.trustEmail.label} » pour gitlab.com, ou pour un GitLab que vous exploitez.
Les groupes sont des données : "groups" dans UserInfo, et aussi "groups_direct" dans le jeton d’identité.`,
  'presetQuirks.google': `L’émetteur des jetons d’identité peut être "accounts.google.com" sans https, comme Google le documente ; les deux formes sont acceptées.
Google vérifie les adresses : « {@adminField.trustEmail.label} » est donc coché ; email_verified peut être le texte "true".
"authorizationParams" avec "hd": "acme.example" ne fait que présélectionner les comptes que Google propose. Pour refuser tous les autres, exigez la donnée : "requiredValues" avec "hd": "acme.example".
{@presetQuirk.noUsername}
Google ne délivre de jeton d’actualisation (refresh token) qu’avec "access_type": "offline" et "prompt": "consent" dans "authorizationParams".
Google n’indique pas quand une personne s’est connectée pour la dernière fois (il n’y a pas d’auth_time) : quand elle doit se reconnecter, Google lui demande de choisir un compte, et c’est l’horloge de ce site qui compte.`,
  'presetQuirks.huggingface': `L’identifiant (sub) reste le même quand une personne change de nom d’utilisateur.
Hugging Face ne laisse autoriser des applications qu’aux personnes dont l’adresse est vérifiée : « {@adminField.trustEmail.label} » est donc coché.
UserInfo énumère les organisations dans "orgs", et seulement celles auxquelles la personne donne accès ; "authorizationParams" avec "orgIds" et un identifiant en demande une.`,
  'presetQuirks.jumpcloud': `L’émetteur est le même pour toutes les organisations d’une région, et il se termine par une barre oblique. Seules les personnes auxquelles l’application est attribuée reçoivent un jeton.
L’authentification du client de l’application doit être celle que Portcullis utilise : client_secret_basic.
L’application doit renvoyer les données des portées email et profile, faute de quoi il n’y a ni nom ni adresse.
Les administrateurs de l’organisation définissent les adresses ; cochez « {@adminField.trustEmail.label} » si l’organisation est la vôtre.
La documentation ne dit pas si email_verified est envoyé.`,
  'presetQuirks.kakao': `L’identifiant client est la clé d’API REST de l’application.
Sans portées, Kakao demande les éléments de consentement de l’application ; chacun peut manquer dans le profil, car les personnes peuvent le refuser.
Les identifiants sont des nombres, propres à l’application. Les images n’ont une adresse https que sur demande (secure_resource).
Une adresse n’est celle de la personne que si is_email_valid et is_email_verified valent tous deux true. Une définition ne peut nommer que l’un d’eux : aucune adresse n’est donc réputée vérifiée.
{@presetQuirk.noPkce}`,
  'presetQuirks.kanidm': `Chaque client est un émetteur distinct, dont l’adresse contient l’identifiant client : le nom du client dans Kanidm.
Les jetons d’identité sont signés avec ES256 ; un client qui a l’option de cryptographie ancienne reçoit RS256.
PKCE est obligatoire, et Portcullis l’utilise toujours ici.
Une connexion est refusée si aucune correspondance de portées ("scope map") de la personne n’accorde toutes les portées demandées.
preferred_username est nom@domaine, sauf si le client a l’option prefer-short-username.
email_verified vaut true pour chaque adresse, et un administrateur peut définir les adresses. Cochez « {@adminField.trustEmail.label} » si le serveur est le vôtre.`,
  'presetQuirks.keycloak': `Chaque domaine d’identité (realm) est un émetteur distinct. Jusqu’à la version 16, et avec "http-relative-path", il se trouve sous /auth.
L’émetteur est composé d’après le réglage "hostname" de Keycloak : si les métadonnées indiquent un autre émetteur, modifiez ce réglage.
Pour un client public, choisissez « {@adminField.clientAuthentication.choice.none} » dans « {@adminField.clientAuthentication.label} ».
Les administrateurs du domaine d’identité peuvent marquer des adresses comme vérifiées. Cochez « {@adminField.trustEmail.label} » si le domaine d’identité est le vôtre.`,
  'presetQuirks.line': `Les jetons d’identité des applications web sont signés avec le secret du canal (HS256), bien que les métadonnées annoncent ES256. Quiconque connaît le secret du canal peut se connecter à la place de n’importe qui.
L’adresse nécessite l’autorisation "Email address permission" du canal, sous OpenID Connect dans ses réglages de base. Elle n’est que dans le jeton d’identité.
{@presetQuirk.noEmailVerified}
Les identifiants sont propres au "provider" chez LINE : les canaux d’un même provider voient les mêmes.
Il n’y a pas de preferred_username : les noms d’utilisateur sont donc tirés des adresses ou des noms.`,
  'presetQuirks.linkedin': `L’émetteur des métadonnées est "https://www.linkedin.com/oauth", et la documentation montre des jetons d’identité dont l’émetteur est "https://www.linkedin.com" ; les deux sont acceptés.
Les jetons d’identité ne contiennent jamais de nonce : aucun n’est donc envoyé.
Le point de terminaison de jeton refuse un code_verifier accompagné d’un secret du client (invalid_client) : PKCE est donc désactivé. Le paramètre state, le cookie du navigateur et le secret du client protègent malgré tout contre le vol d’un code.
{@presetQuirk.clientInBody}
email_verified peut être un texte. LinkedIn déclare ne pas vérifier l’identité de ses utilisateurs : « {@adminField.trustEmail.label} » n’est donc pas coché.
Il n’y a pas de preferred_username, et la plupart des applications ne reçoivent pas de jeton d’actualisation (refresh token).
{@presetQuirk.noAuthTime}`,
  'presetQuirks.logto': `L’émetteur se termine par /oidc. Le nom d’utilisateur est la donnée "username".
Les jetons sont signés avec une courbe elliptique (ES384), sauf si vous avez remplacé les clés de signature par des clés RSA.
Les administrateurs du locataire peuvent définir les adresses. Cochez « {@adminField.trustEmail.label} » si le locataire est le vôtre.
Les rôles et les organisations sont des données des portées roles et urn:logto:scope:organizations, que "extraScopes" peut ajouter.`,
  'presetQuirks.mastodon': `Chaque serveur a besoin d’un fournisseur distinct : les identifiants ne sont uniques que sur un serveur.
{@presetQuirk.noEmail}
La portée profile existe depuis Mastodon 4.3. Avec un serveur plus ancien, saisissez read:accounts dans « {@adminField.scopes.label} ».
PKCE existe depuis la même version. Il n’y a pas de jeton d’actualisation (refresh token).`,
  'presetQuirks.naver': `La personne est dans le membre "response" du profil. Les identifiants sont propres à l’application.
Il n’y a pas de portées : l’application définit ce qui est partagé, et les personnes peuvent refuser chaque élément.
{@presetQuirk.neverVerified}
{@presetQuirk.status200}
{@presetQuirk.noPkce}`,
  'presetQuirks.nextcloud': `Il n’y a pas de portées : un jeton donne accès à tout ce que la personne peut faire. Gardez donc le secret du client en lieu sûr.
L’identifiant est l’ID de l’utilisateur, qui ne change jamais. Un administrateur qui supprime un utilisateur peut donner son ID à un autre, qui obtiendrait alors le compte ici.
Les personnes peuvent saisir n’importe quelle adresse : aucune adresse n’est donc réputée vérifiée.
Le profil est une réponse de l’API OCS, qui exige l’en-tête OCS-APIRequest ; la personne est dans ocs.data.
Si votre Nextcloud dispose de l’application "OIDC Identity Provider", utilisez plutôt OpenID Connect : saisissez son émetteur, sans choisir de fournisseur dans la liste.
{@presetQuirk.noPkce}`,
  'presetQuirks.notion': `Le profil est celui de l’intégration, que Notion appelle un bot ; la personne en est la propriétaire.
Notion demande aux personnes quelles pages elles partagent, bien que Portcullis n’en lise aucune.
Il n’y a pas de portées. Sans la capacité relative aux adresses électroniques, il n’y a pas d’adresse.
{@presetQuirk.neverVerified}
{@presetQuirk.noPkce}`,
  'presetQuirks.okta': `Chaque serveur d’autorisation est un émetteur distinct : l’organisation elle-même, ou un serveur sous /oauth2/.
Les jetons d’accès de l’organisation elle-même ne sont destinés qu’à Okta et ne peuvent pas être échangés ; ceux d’un serveur d’autorisation personnalisé le peuvent.
Le profil et l’adresse sont dans UserInfo, pas dans le jeton d’identité.
Les administrateurs de l’organisation définissent les adresses ; cochez « {@adminField.trustEmail.label} » si l’organisation est la vôtre.`,
  'presetQuirks.onelogin': `L’émetteur se termine par /oidc/2. Un émetteur qui se termine par /oidc relève de la première version de l’API, que OneLogin a retirée.
Il n’y a pas d’email_verified : aucune adresse n’est donc réputée vérifiée. Si seuls vos administrateurs peuvent définir les adresses, saisissez true dans « {@adminField.emailVerified.label} » et cochez « {@adminField.trustEmail.label} ».
Dans l’application, SSO, "Token Endpoint" doit être la méthode que Portcullis utilise : Basic, ou POST avec « {@adminField.clientAuthentication.choice.client_secret_post} » dans « {@adminField.clientAuthentication.label} ».
Les groupes sont la donnée "groups", avec la portée groups et une règle dans l’application.
preferred_username peut être une adresse.`,
  'presetQuirks.orcid': `L’identifiant (sub) est l’ORCID iD, par exemple 0000-0002-1825-0097. Le bac à sable a d’autres utilisateurs.
{@presetQuirk.noEmail}
Le nom est souvent null ; ses parties sont présentes si la personne les a rendues visibles.
{@presetQuirk.clientInBody}
Les métadonnées n’indiquent pas le point de terminaison de révocation ; il est réglé ici d’avance.`,
  'presetQuirks.patreon': `L’API ne renvoie que les attributs demandés, qui figurent dans l’adresse du profil.
L’attribut "is_email_verified" indique si la personne a confirmé l’adresse.
Le nom d’utilisateur est "vanity", que seules certaines personnes ont.
{@presetQuirk.noPkce}`,
  'presetQuirks.paypal': `Le jeton d’identité de PayPal n’est pas utilisé : ses métadonnées indiquent les mêmes adresses pour le bac à sable et pour la production. Le profil provient de l’API.
L’identifiant est "user_id", une URL. Le bac à sable a d’autres utilisateurs.
Les adresses sont une liste, dont la première est utilisée. L’application décide si les personnes dont l’adresse n’est pas confirmée peuvent se connecter : aucune adresse n’est donc réputée vérifiée.
{@presetQuirk.noPkce}`,
  'presetQuirks.pingone': `Chaque environnement est un émetteur distinct, dans le domaine de sa région.
L’application doit autoriser les portées profile et email sous "Resources".
Dans l’application, "Token Endpoint Authentication Method" doit être la méthode que Portcullis utilise : Client Secret Basic.
Les administrateurs de l’environnement peuvent définir les adresses. Cochez « {@adminField.trustEmail.label} » si l’environnement est le vôtre.
Pour un serveur PingFederate, ne choisissez pas de fournisseur dans la liste : saisissez son URL de base comme URL de l’émetteur.`,
  'presetQuirks.pocket-id': `L’émetteur est le réglage APP_URL de Pocket ID.
Une personne sans adresse n’a ni email ni email_verified.
Les administrateurs peuvent marquer des adresses comme vérifiées. Cochez « {@adminField.trustEmail.label} » si le serveur est le vôtre.
Les groupes sont la donnée "groups", avec la portée groups ; les données personnalisées viennent avec la portée profile.
Il n’y a pas de point de terminaison de révocation : les jetons restent donc valables après la dissociation d’un compte ici.`,
  'presetQuirks.proconnect': `Une demande d’autorisation qui contient un paramètre inconnu est refusée (Y000400), et les paramètres de PKCE sont inconnus : PKCE est donc désactivé. Le nonce lie malgré tout la réponse à la connexion.
UserInfo est un JWT signé, dont la signature est vérifiée. Choisissez RS256 ou ES256 comme signature de votre service : avec HS256, c’est le secret du client qui signerait.
Le nom de famille est la donnée "usual_name", et l’identifiant (sub) est propre au fournisseur d’identité de la personne.
{@presetQuirk.codes30}
L’adresse provient du fournisseur d’identité de l’employeur, et rien n’indique qu’elle est vérifiée.
"siret" est l’établissement pour lequel la personne travaille ; "idp_id" est le fournisseur d’identité. Tous deux sont enregistrés avec le compte.
Le réseau de l’État (RIE) a ses propres domaines. Le bouton doit respecter la charte de ProConnect ; celui de nos pages ne la respecte pas.`,
  'presetQuirks.reddit': `Il n’y a pas d’adresse électronique, ni de portée (scope) pour l’obtenir. "has_verified_email" indique seulement que Reddit en connaît une.
L’identifiant est "id" ; le nom d’utilisateur est "name".
Sans portée, Reddit signale un identifiant client invalide.
Un jeton d’actualisation (refresh token) nécessite "authorizationParams" avec "duration": "permanent".
{@presetQuirk.status200}
{@presetQuirk.userAgent}
{@presetQuirk.noPkce}`,
  'presetQuirks.salesforce': `L’identifiant (sub) est une URL qui contient les ID de l’organisation et de la personne. Chaque domaine est un émetteur distinct : un autre domaine conduit donc à d’autres comptes.
login.salesforce.com connecte les utilisateurs de toutes les organisations. Pour n’accepter que la vôtre, utilisez votre propre domaine, ou ajoutez "requiredValues" avec "organization_id": "00D…".
Le nom d’utilisateur ressemble à une adresse, mais ne reçoit pas forcément de messages.
Les administrateurs d’une organisation définissent les adresses de ses utilisateurs : « {@adminField.trustEmail.label} » n’est donc pas coché ; email_verified est dans UserInfo.
La réponse du point de terminaison de jeton contient aussi instance_url, id et signature, qui sont ignorés.`,
  'presetQuirks.slack': `L’ID d’un utilisateur n’est unique que dans son espace de travail : les comptes sont donc identifiés par l’espace et l’utilisateur, par exemple T0123/U0456.
N’importe qui peut créer un espace de travail. Pour n’accepter que le vôtre, ajoutez "requiredValues" avec "https://slack.com/team_id": "T0123" ; "authorizationParams" avec "team": "T0123" ne fait que le présélectionner.
Les erreurs arrivent avec le statut 200 et "ok": false ; elles sont traitées comme des erreurs.
Les adresses appartiennent à l’espace de travail, dont les propriétaires peuvent les définir : « {@adminField.trustEmail.label} » n’est donc pas coché.
Il n’y a ni preferred_username ni déconnexion chez Slack, et un jeton d’actualisation (refresh token) seulement si l’application utilise la rotation des jetons.`,
  'presetQuirks.spotify': `Spotify déclare que l’adresse n’est pas vérifiée : aucune adresse n’est donc réputée vérifiée.
Le nom peut être null, et la liste des images peut être vide.
Une application en mode développement n’accepte que les personnes que vous avez inscrites dans ses paramètres ; toutes les autres reçoivent le statut 403.`,
  'presetQuirks.strava': `{@presetQuirk.noEmail}
L’identifiant est "id", un nombre ; le nom d’utilisateur peut être null.
L’image d’une personne qui n’en a pas est une adresse relative, qui est écartée.
{@presetQuirk.noPkce}`,
  'presetQuirks.tiktok': `L’identifiant client s’appelle "client key", et le paramètre client_key.
L’API ne renvoie que les champs demandés. Il n’y a pas d’adresse électronique, ni de portée (scope) pour l’obtenir.
Les identifiants sont propres à l’application : une autre clé (client key) conduit à d’autres comptes.
Un nom d’utilisateur nécessite la portée user.info.profile et le champ username.
PKCE n’est documenté que pour les applications de bureau et mobiles : il est donc désactivé. Le paramètre state, le cookie du navigateur et le secret du client protègent malgré tout contre le vol d’un code.`,
  'presetQuirks.twitch': `Les portées ne donnent pas de données : chaque donnée est demandée par son nom, dans le paramètre "claims".
L’adresse nécessite aussi la portée user:read:email ; les portées email et profile n’existent pas.
{@presetQuirk.clientInBody}
La réponse du point de terminaison de jeton contient les portées sous forme de liste et non de texte ; Portcullis retient alors les portées demandées.
Les métadonnées n’indiquent pas le point de terminaison de révocation, et seuls les jetons d’accès peuvent être révoqués ; les deux sont réglés ici d’avance.
{@presetQuirk.noAuthTime}`,
  'presetQuirks.wordpress': `La portée auth ne donne accès qu’au profil. Sans portée, un jeton donnerait accès à un blog.
Selon la documentation, "email_verified" signifie que le compte a été vérifié par un message, sans préciser si cela vaut pour l’adresse actuelle : « {@adminField.trustEmail.label} » n’est donc pas coché.
Le membre "verified" concerne WordPress.com Connect, pas l’adresse.
Il s’agit de WordPress.com, et non d’un WordPress que vous exploitez.
{@presetQuirk.noPkce}`,
  'presetQuirks.x': `Le profil nécessite les deux portées users.read et tweet.read, bien qu’aucune publication ne soit lue.
Une adresse nécessite l’autorisation "Request email from users" de l’application, les portées users.read, tweet.read et users.email, et "userInfoEndpoint" réglé sur "https://api.x.com/2/users/me?user.fields=profile_image_url,confirmed_email".
X qualifie cette adresse de confirmée, mais ne documente pas comment : aucune adresse n’est donc réputée vérifiée. Pour lui faire confiance, saisissez true dans « {@adminField.emailVerified.label} » et cochez « {@adminField.trustEmail.label} ».
Le nom d’utilisateur peut être attribué à une autre personne ; l’identifiant est "id".
PKCE est obligatoire. Un jeton d’actualisation (refresh token) nécessite la portée offline.access.`,
  'presetQuirks.yahoo': `Les jetons d’identité sont signés avec ES256, bien que les métadonnées annoncent aussi RS256.
Une demande d’autorisation avec un code_challenge est rejetée pour les clients qui ont un secret (unauthorized_client) : PKCE est donc désactivé ; le nonce lie malgré tout la réponse à la connexion.
{@presetQuirk.noUsername}
Les métadonnées appellent le point de terminaison de révocation "token_revocation_endpoint", ce qui n’est pas le nom standard ; il est réglé ici d’avance.`,
  'presetQuirks.yandex': `L’API attend le mot OAuth au lieu de Bearer devant le jeton d’accès.
Les autorisations de l’application définissent ce à quoi un jeton donne accès ; aucune portée n’est demandée.
La documentation ne dit pas que "default_email" est vérifié : aucune adresse n’est donc réputée vérifiée.`,
  'presetQuirks.zitadel': `Le nom et l’adresse ne sont que dans UserInfo, sauf si l’application a le réglage "User Info inside ID Token".
preferred_username est le nom de connexion, qui contient le domaine de l’organisation.
Les rôles sont la donnée "urn:zitadel:iam:org:project:roles", un objet dont les clés sont les rôles ; le projet doit transmettre les rôles ("assert roles").
Les gestionnaires d’une organisation peuvent marquer des adresses comme vérifiées. Cochez « {@adminField.trustEmail.label} » si l’instance est la vôtre.
Un jeton d’actualisation (refresh token) nécessite la portée offline_access et le type d’autorisation "Refresh Token" de l’application.`,
  'presetQuirks.zoom': `L’application définit les portées d’un jeton ; aucune n’est demandée ici.
Les administrateurs d’un compte Zoom définissent les adresses de ses utilisateurs : aucune adresse n’est donc réputée vérifiée. Le membre "verified" est un nombre, qui est ignoré.
Une application qui n’est pas publiée ne connecte que les utilisateurs de votre propre compte Zoom.`,

  'advice.metadata_not_found':
    'Aucune métadonnée n’est publiée à cette adresse. Vérifiez si l’émetteur est complet : il peut manquer un domaine (realm), un locataire (tenant) ou un chemin. Si les métadonnées se trouvent ailleurs, définissez "metadataUrl".',
  'advice.metadata_moved':
    'L’émetteur mène à une autre adresse. Saisissez l’émetteur que le fournisseur y utilise.',
  'advice.metadata_not_json':
    'Une page a été renvoyée à la place des métadonnées. Vérifiez l’émetteur, et si un proxy ou une page de connexion se trouve devant le fournisseur.',
  'advice.metadata_invalid':
    'Corrigez les membres indiqués chez le fournisseur, ou définissez-les vous-même, par exemple "tokenEndpoint".',
  'advice.issuer_slash':
    'Ajoutez la barre oblique à la fin de l’émetteur, ou retirez-la, pour qu’il soit identique à celui des métadonnées.',
  'advice.issuer_placeholder':
    'Utilisez l’émetteur de votre propre locataire. Pour tous les locataires, définissez "issuerTemplate" et "allowedTenants".',
  'advice.issuer_differs':
    'Saisissez l’émetteur exactement comme le fournisseur l’écrit dans ses métadonnées.',
  'advice.no_asymmetric_algorithm':
    'Activez RS256 ou ES256 chez le fournisseur. S’il ne signe qu’avec le secret du client, choisissez HS256 dans « {@adminField.idTokenAlgorithm.label} » ("idTokenAlgorithm").',
  'advice.secret_jwt_only':
    'La méthode client_secret_jwt n’est pas prise en charge. Choisissez client_secret_basic, client_secret_post ou private_key_jwt pour cette application chez le fournisseur.',
  'advice.client_certificate_only':
    'Les clients avec certificat (tls_client_auth) ne sont pas pris en charge. Choisissez client_secret_basic ou private_key_jwt pour cette application chez le fournisseur.',
  'advice.no_secret_method':
    'Choisissez « {@adminField.clientAuthentication.label} » ("clientAuthentication") : « private_key_jwt » avec une clé de client, ou « none » pour un client public.',
  'advice.client_key_algorithm':
    'Créez une clé de client pour un algorithme que le fournisseur annonce, et enregistrez-la chez lui.',
  'advice.signed_requests_required':
    'Les requêtes signées (JAR) ne sont pas prises en charge. Désactivez cette exigence pour cette application chez le fournisseur.',
  'advice.no_push_endpoint':
    'Le fournisseur n’indique aucune adresse pour les demandes d’autorisation poussées (PAR). Désactivez cette exigence pour cette application chez lui, et retirez "pushedAuthorization" ici.',
  'advice.no_introspection_endpoint':
    'Le fournisseur n’indique aucune adresse d’introspection. Retirez "introspection", et définissez "audience" si ses jetons d’accès sont des JWT.',
  'advice.verified_email_not_listed':
    'Renseignez « {@adminField.emailVerified.label} » ("emailVerified"), ou retirez les domaines autorisés.',
  'advice.keys_unreadable':
    'L’adresse des clés de signature (jwks_uri) ne renvoie aucun jeu de clés. Vérifiez-la chez le fournisseur, ou définissez "jwksUri" vous-même.',
  'advice.redirect_uri':
    'Comparez l’URI de redirection avec celle qui est enregistrée chez le fournisseur, lettre par lettre.',
  'advice.scope_refused':
    'Retirez de « {@adminField.scopes.label} » ("scopes") les portées que cette application ne peut pas demander, ou autorisez-les dans les paramètres du fournisseur.',
  'advice.client_not_allowed':
    'Autorisez le flux par code d’autorisation (response type « code ») pour cette application dans les paramètres du fournisseur. Vérifiez ensuite que l’identifiant client est bien le sien.',
  'advice.code_flow_off':
    'Autorisez le flux par code d’autorisation (response type « code ») pour cette application dans les paramètres du fournisseur. Le flux implicite n’est pas utilisé ici.',
  'advice.response_mode_refused':
    'Choisissez un autre « {@adminField.responseMode.label} » ("responseMode").',
  'advice.request_refused':
    'Le fournisseur a refusé un paramètre. Comparez l’URI de redirection lettre par lettre, et vérifiez "authorizationParams". Si le fournisseur exige des demandes poussées (PAR), ajoutez "pushedAuthorization": true dans « {@adminField.other.label} ».',
  'advice.interaction_required':
    'Le fournisseur attend d’abord une action de la personne ou de son administrateur, souvent un consentement à cette application. Effectuez-la chez lui.',
  'advice.provider_internal_error':
    'Le fournisseur signale une défaillance de son côté. Réessayez dans un instant. Si cela se répète, consultez le journal du fournisseur.',
  'advice.user_not_assigned':
    'Seuls les utilisateurs affectés peuvent utiliser cette application. Affectez-lui la personne ou l’un de ses groupes dans Microsoft Entra ID, ou désactivez-y « Affectation requise ».',
  'advice.provider_words':
    'Les mots entre guillemets sont ceux du fournisseur. Cherchez-les dans sa documentation, ou transmettez-les à son assistance.',
  'advice.callback_malformed':
    'La réponse du fournisseur ne respecte pas la norme. Vérifiez qu’aucun proxy ni extension de navigateur ne modifie son adresse, ou signalez le défaut au fournisseur.',
  'advice.callback_issuer':
    'La réponse vient d’un autre émetteur que celui qui est configuré ici. Vérifiez l’émetteur de ce fournisseur.',
  'advice.callback_issuer_missing':
    'Les métadonnées annoncent le paramètre iss, et il manque dans la réponse. Vérifiez qu’aucun proxy ne le retire, ou signalez le défaut au fournisseur.',
  'advice.client_rejected':
    'Copiez de nouveau l’identifiant client et le secret depuis le fournisseur. S’ils sont exacts, le fournisseur attend peut-être une autre méthode : voir « {@adminField.clientAuthentication.label} » ("clientAuthentication").',
  'advice.client_unauthorized':
    'Copiez de nouveau l’identifiant client et le secret depuis le fournisseur : certains répondent ainsi à un secret erroné. S’ils sont exacts, autorisez le flux par code d’autorisation pour cette application chez lui.',
  'advice.code_rejected':
    'Le fournisseur a refusé le code de la connexion. Recommencez, sans recharger la page. Si cela se répète, comparez l’URI de redirection lettre par lettre, vérifiez l’identifiant client, et désactivez chez le fournisseur les jetons liés à une clé (DPoP) ou à un certificat pour cette application : ils ne sont pas pris en charge.',
  'advice.push_rejected':
    'Le fournisseur a refusé la demande d’autorisation poussée (PAR). Vérifiez le secret du client, l’URI de redirection et les portées.',
  'advice.dpop_required':
    'Le fournisseur lie les jetons à une clé (DPoP), ce qui n’est pas pris en charge. Désactivez cela pour cette application chez lui.',
  'advice.endpoint_not_found':
    'Le fournisseur n’a pas ce point de terminaison à cette adresse. Comparez les points de terminaison configurés avec sa documentation.',
  'advice.response_not_json':
    'Le point de terminaison a renvoyé autre chose que du JSON, par exemple une page. Vérifiez son adresse, et si un proxy ou un pare-feu répond à la place du fournisseur.',
  'advice.token_response_invalid':
    'Il manque dans la réponse du point de terminaison de jeton un élément exigé par la norme. Vérifiez l’adresse de ce point de terminaison, et qu’il délivre des jetons de type Bearer.',
  'advice.no_id_token':
    'Le fournisseur n’a envoyé aucun jeton d’identité (ID Token). Demandez la portée « openid ». S’il ne prend en charge qu’OAuth 2, ajoutez-le comme fournisseur OAuth 2.',
  'advice.token_unsigned':
    'Le fournisseur ne signe pas ses jetons. Activez la signature avec RS256 ou ES256 pour cette application chez lui.',
  'advice.token_symmetric':
    'Le fournisseur signe avec le secret du client. Choisissez RS256 ou ES256 pour cette application chez lui. S’il ne propose ni l’un ni l’autre, choisissez {algorithm} dans « {@adminField.idTokenAlgorithm.label} » ("idTokenAlgorithm": "{algorithm}"), avec un secret d’au moins 32 octets.',
  'advice.token_algorithm':
    'Choisissez {algorithm} dans « {@adminField.idTokenAlgorithm.label} » ("idTokenAlgorithm": "{algorithm}"), ou un autre algorithme pour cette application chez le fournisseur.',
  'advice.token_encrypted':
    'Désactivez le chiffrement pour cette application chez le fournisseur. Sinon, enregistrez-y une clé publique, et saisissez sa clé privée dans « {@adminField.decryptionKey.label} » ("decryptionKey").',
  'advice.token_encryption_algorithm':
    'Choisissez RSA-OAEP-256 ou ECDH-ES avec A256GCM pour cette application chez le fournisseur, et enregistrez-y la partie publique de « {@adminField.decryptionKey.label} ».',
  'advice.token_decryption':
    'Le fournisseur chiffre avec une autre clé. Enregistrez-y la partie publique de « {@adminField.decryptionKey.label} » ("decryptionKey"), et retirez les clés antérieures.',
  'advice.token_unreadable':
    'Le fournisseur a envoyé un jeton sous une forme illisible. Choisissez des jetons JWT signés pour cette application chez lui.',
  'advice.token_type':
    'Le fournisseur a envoyé un jeton d’un autre type, par exemple un jeton d’accès. Vérifiez les paramètres de cette application chez lui, ou signalez-lui le défaut.',
  'advice.signature_key_unknown':
    'Le jeton a été signé avec une autre clé que celles que le fournisseur publie. Vérifiez que l’émetteur est celui du bon domaine (realm) ou du bon locataire.',
  'advice.signature_wrong_secret':
    'Le jeton a été signé avec un autre secret. Copiez de nouveau le secret du client depuis le fournisseur.',
  'advice.signature_invalid':
    'La signature ne correspond pas aux clés que le fournisseur publie. Vérifiez que l’émetteur est celui du bon domaine (realm) ou du bon locataire, et qu’aucun proxy ne modifie ni ne conserve le jeu de clés (jwks_uri).',
  'advice.signing_key_short':
    'La clé de signature du fournisseur est trop courte pour être sûre. Créez-y une clé RSA d’au moins 2048 bits.',
  'advice.clock_behind':
    'Synchronisez l’horloge de ce serveur avec un serveur de temps (NTP), et demandez au fournisseur d’en faire autant. Un écart de cinq minutes au plus peut être toléré avec « {@adminField.clockTolerance.label} » ("clockTolerance").',
  'advice.token_expired':
    'Si l’horloge de ce serveur est en avance, synchronisez-la avec un serveur de temps (NTP) ; un écart de cinq minutes au plus peut être toléré avec « {@adminField.clockTolerance.label} » ("clockTolerance"). Si les deux horloges sont justes, le fournisseur doit délivrer des jetons valables plus longtemps.',
  'advice.token_audience':
    'Le jeton a été délivré à un autre client. Saisissez l’identifiant client de cette application exactement comme le fournisseur l’affiche.',
  'advice.token_client': 'Le jeton a été demandé par un autre client. Vérifiez l’identifiant client.',
  'advice.token_issuer':
    'L’émetteur indiqué dans le jeton n’est pas celui qui est configuré ici. Copiez l’émetteur depuis les métadonnées du fournisseur, avec la même barre oblique à la fin. Si le fournisseur utilise vraiment une seconde graphie, ajoutez-la dans "issuerAliases".',
  'advice.token_tenant':
    'Le jeton vient d’un autre locataire que celui que nomme son émetteur. Comparez "issuerTemplate" avec les métadonnées du fournisseur.',
  'advice.token_nonce':
    'Le fournisseur n’a pas renvoyé le nonce de cette connexion. Recommencez dans une seule fenêtre de navigateur. Si cela se répète, le fournisseur ne prend pas en charge le nonce ; demandez-lui de le faire avant de désactiver la vérification avec "nonce": false.',
  'advice.token_unexpected_nonce':
    'Le jeton appartient à une autre connexion. Le fournisseur prend en charge le nonce : retirez donc "nonce": false.',
  'advice.token_access_hash':
    'Le jeton d’identité correspond à un autre jeton d’accès. C’est un défaut du fournisseur ; signalez-le-lui.',
  'advice.auth_time':
    'Le fournisseur n’a pas demandé à la personne de se reconnecter. Vérifiez qu’il prend en charge max_age et envoie auth_time, ou retirez "maxAge".',
  'advice.claim_missing':
    'Le fournisseur omet une donnée (claim) que la norme exige. Activez-la pour cette application chez lui, ou signalez le défaut.',
  'advice.claim_malformed':
    'Une donnée (claim) a une forme que la norme n’autorise pas. Corrigez-la dans les paramètres du fournisseur, ou signalez-lui le défaut.',
  'advice.subject_claim_missing':
    'Activez la donnée (claim) {claim} pour cette application chez le fournisseur. Elle fait partie de l’identité de la personne : ne modifiez donc pas "subjectClaims" une fois que des personnes se sont connectées.',
  'advice.user_info_token_rejected':
    'Le fournisseur n’accepte pas son jeton d’accès pour UserInfo. Choisissez « {@adminField.userInfo.choice.never} » dans « {@adminField.userInfo.label} » ("userInfo": "never"), si le jeton d’identité contient toutes les données nécessaires.',
  'advice.user_info_forbidden':
    'Le jeton d’accès ne permet pas de lire UserInfo. Demandez les portées « openid profile email », et autorisez-les chez le fournisseur.',
  'advice.user_info_other_user':
    'UserInfo concerne une autre personne que le jeton d’identité. Vérifiez que les deux viennent du même locataire et qu’aucun cache ne se trouve entre ce serveur et le fournisseur. Ne désactivez pas UserInfo avant d’en connaître la raison.',
  'advice.user_info_unreadable':
    'Le point de terminaison UserInfo répond sous une forme illisible. Choisissez « {@adminField.userInfo.choice.never} » dans « {@adminField.userInfo.label} » ("userInfo": "never"), si le jeton d’identité contient toutes les données nécessaires.',
  'advice.profile_subject_missing':
    'Le profil n’a pas de membre {path} qui permette d’identifier les personnes. Indiquez le bon membre dans "subject".',
  'advice.profile_unreadable':
    'Le profil n’est pas un objet JSON. Vérifiez « {@adminField.userInfoEndpoint.label} » ("userInfoEndpoint"), et les en-têtes que l’API du fournisseur exige ("userInfoHeaders").',
  'advice.profile_forbidden':
    'Le jeton d’accès ne permet pas de lire le profil. Demandez la portée qu’exige l’API du fournisseur. Si elle attend le jeton à un autre endroit, définissez "tokenAuthorization" ou "tokenInQuery".',
  'advice.email_list_unreadable':
    'La liste des adresses a une autre forme. Décrivez-la avec "emailList", ou retirez "emailsEndpoint".',
  'advice.tenant_not_allowed':
    'Testez avec un compte d’un locataire autorisé, ou ajoutez le locataire à "allowedTenants".',
  'advice.email_missing':
    'Demandez la portée « email », et autorisez-la chez le fournisseur ; sans adresse, « {@adminField.allowedDomains.label} » refuse tout le monde.',
  'advice.email_unverified':
    'Le fournisseur n’a pas indiqué que l’adresse est vérifiée. S’il vérifie toutes les adresses, saisissez « true » dans « {@adminField.emailVerified.label} » ("emailVerified"), ou la donnée qui l’indique.',
  'advice.required_value': 'Testez avec un compte qui a cette valeur, ou modifiez "requiredValues".',
  'advice.network_private_address':
    'Si le fournisseur se trouve dans votre propre réseau, ajoutez son nom d’hôte ou son réseau à ALLOWED_PRIVATE_NETWORKS.',
  'advice.network_insecure_url':
    'Utilisez une adresse qui commence par https, sans nom d’utilisateur. Pour un essai hors production, définissez ALLOW_INSECURE_ISSUERS.',
  'advice.network_refused':
    'Aucun serveur ne répond à cette adresse. Vérifiez le nom d’hôte, le port, et si le fournisseur fonctionne.',
  'advice.network_unknown_host':
    'Vérifiez l’orthographe du nom d’hôte, et la configuration DNS de ce serveur.',
  'advice.network_unreachable':
    'Vérifiez le réseau et le pare-feu de ce serveur. Si seul un proxy mène à l’extérieur, définissez HTTPS_PROXY.',
  'advice.network_closed':
    'La connexion s’est interrompue trop tôt. Vérifiez si le fournisseur fonctionne, et si un pare-feu ou un proxy coupe les connexions.',
  'advice.network_proxy':
    'Vérifiez HTTPS_PROXY et NO_PROXY, et si le proxy autorise les connexions vers ce fournisseur.',
  'advice.network_authority':
    'Si le fournisseur utilise votre propre autorité de certification, indiquez son certificat dans NODE_EXTRA_CA_CERTS et redémarrez le serveur.',
  'advice.network_certificate':
    'Corrigez le certificat du fournisseur. Les certificats sont toujours vérifiés.',
  'advice.network_coding':
    'Le fournisseur compresse sa réponse d’une façon qui n’est pas prise en charge ici. Faites-lui envoyer du gzip, du deflate ou du br, ou désactivez la compression.',
  'advice.network_too_large':
    'La réponse du fournisseur est trop volumineuse. Réduisez ce qu’il envoie, par exemple la liste des groupes.',
  'advice.network_slow':
    'Le fournisseur est lent. Réessayez dans un instant. Si cela se répète, augmentez « {@adminField.timeout.label} » ("timeout", 30s au plus).',
  'advice.server_busy': 'Le fournisseur limite le nombre d’appels. Patientez un moment, puis réessayez.',
  'advice.server_failed':
    'Le serveur du fournisseur est en panne. Réessayez dans un instant. Si cela se répète, consultez le journal de ce serveur.',
} as const satisfies Messages

/** French. No-break spaces stand before colons (U+00A0) and before ; ! ? (U+202F). */
export const fr = defineMessages(messages)
