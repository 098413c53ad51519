import { defineMessages, type Messages } from './messages.js'

const messages = {
  'common.skip': 'Zum Inhalt springen',
  'common.site': 'Website',
  'common.yourAccount': 'Ihr Konto',
  'common.signIn': 'Anmelden',
  'common.signOut': 'Abmelden',
  'common.signInAgain': 'Erneut anmelden',
  'common.signInWith': 'Mit {provider} anmelden',
  'common.continueWith': 'Weiter mit {provider}',
  'common.signInWithPassword': 'Mit Passwort anmelden',
  'common.continue': 'Weiter',
  'common.cancel': 'Abbrechen',
  'common.home': 'Startseite',
  'common.reference': 'Referenz {reference}',
  'common.orPassword': 'oder mit Passwort',
  'common.signInMethods': 'Anmeldemethoden',
  'common.noSignInMethod': 'Zurzeit ist keine Anmeldemethode verfügbar.',
  'common.backToAccount': 'Zurück zu Ihrem Konto',
  'common.signInToContinue': 'Bitte melden Sie sich zu Ihrer Sicherheit erneut an, um fortzufahren.',
  'common.sendCode': 'Code senden',
  'common.sendNewCode': 'Neuen Code senden',
  'common.useAnotherAddress': 'Andere Adresse verwenden',
  'common.checkSpam': 'Nichts angekommen? Prüfen Sie Ihren Spam-Ordner und die Adresse oben.',
  'common.keepCodeSecret':
    'Geben Sie diesen Code nicht weiter. Wir fragen nie am Telefon oder per E-Mail danach.',
  'common.verifyEmail': 'Bestätigen Sie Ihre E-Mail-Adresse',
  'common.checkEmail': 'Prüfen Sie Ihr Postfach',
  'common.yourEmailAddress': 'Ihre E-Mail-Adresse',
  'common.email': 'E-Mail',
  'common.account': 'Konto',
  'common.ipAddress': 'IP-Adresse',
  'common.password': 'Passwort',
  'common.show': 'Anzeigen',
  'common.showPassword': 'Passwort anzeigen',
  'common.aPassword': 'einem Passwort',
  'common.emailCode': 'einem Code per E-Mail',
  'common.signedIn': 'Sie sind angemeldet',
  'common.notSignedIn': 'Sie sind nicht angemeldet',
  'common.browserOnSystem': '{browser} unter {system}',
  'common.unknownBrowser': 'Unbekannter Browser',
  'common.justNow': 'gerade eben',
  'common.minutes': { one: '{count} Minute', other: '{count} Minuten' },

  'footer.passwords': '{site} erfährt nie das Passwort, das Sie bei einem Anbieter verwenden.',
  'footer.language': 'Sprache',
  'footer.links': 'Über diese Website',
  'footer.support': 'Kontakt',

  'field.email': 'E-Mail-Adresse',
  'field.newEmail': 'Neue E-Mail-Adresse',
  'field.usernameOrEmail': 'Benutzername oder E-Mail-Adresse',
  'field.currentPassword': 'Aktuelles Passwort',
  'field.newPassword': 'Neues Passwort',
  'field.passwordRules':
    'Mindestens 10 Zeichen. Drei oder vier Wörter ohne Zusammenhang ergeben ein starkes Passwort.',
  'field.repeatPassword': 'Passwort wiederholen',
  'field.code': 'Code',
  'field.codeRules': '15 Minuten gültig.',
  'field.name': 'Name',
  'field.optional': '(optional)',

  'login.title': 'Anmelden',
  'login.titleAgain': 'Erneut anmelden',
  'login.confirm':
    'Bitte bestätigen Sie zum Schutz Ihres Kontos, dass Sie es sind, {name}. Danach kehren Sie dorthin zurück, wo Sie waren.',
  'login.choose': 'Wählen Sie, wie Sie sich anmelden möchten.',
  'login.email': 'Weiter mit E-Mail',
  'login.confirmStart': 'Bitte bestätigen Sie, dass Sie sich anmelden möchten.',
  'login.anotherWay': 'Anders anmelden',
  'login.sameAgain': 'Haben Sie sich schon einmal angemeldet? Wählen Sie dieselbe Methode.',
  'login.continueAs': 'Weiter als {name}',
  'login.useAnother': 'Anderes Konto verwenden',
  'login.lastUsed': 'Zuletzt verwendet',
  'login.more': 'Weitere Anmeldemethoden',
  'login.search': 'Anbieter suchen',
  'login.noneFound': 'Kein Anbieter hat diesen Namen.',
  'login.reason.device': 'Melden Sie sich bei Ihrem Konto an, um Ihr Gerät damit zu verbinden.',
  'login.reason.administration': 'Melden Sie sich an, um die Administration dieser Website zu öffnen.',
  'login.shared': 'Dies ist ein gemeinsam genutzter Computer',
  'login.sharedHint': 'Sie werden abgemeldet, wenn Sie den Browser schließen, spätestens nach 4 Stunden.',
  'login.sharedProviders': 'Einen Anbieter auf einem gemeinsam genutzten Computer verwenden',
  'login.forgotPassword': 'Passwort vergessen?',
  'login.createAccount': 'Konto erstellen',

  'emailLogin.lead':
    'Wir senden Ihnen per E-Mail einen Code und einen Link zum Anmelden. Sie brauchen kein Passwort.',
  'emailLogin.sent':
    'Wir haben einen Code an {address} gesendet. Geben Sie ihn hier ein, oder öffnen Sie den Link in der E-Mail.',
  'emailLogin.codeRules': '10 Minuten gültig.',
  'emailLoginLink.title': 'Mit dieser E-Mail-Adresse anmelden?',
  'emailLoginLink.here': 'Sie melden sich als {address} an.',
  'emailLoginLink.other':
    'Diese Anmeldung wurde in einem anderen Browser gestartet. Prüfen Sie, ob Sie das waren, bevor Sie hier fortfahren.',
  'emailLoginLink.enterCode':
    'Um sich in diesem Browser anzumelden, geben Sie den Code aus derselben E-Mail ein.',
  'emailLoginLink.warning':
    'Fahren Sie nur fort, wenn Sie diese E-Mail selbst angefordert haben. Wenn Ihnen jemand diesen Link geschickt hat, schließen Sie diese Seite: Sie würden das Konto dieser Person benutzen.',
  'emailLoginLink.sameBrowser':
    'Öffnen Sie den Link in dem Browser, in dem Sie ihn angefordert haben, oder geben Sie dort den Code aus der E-Mail ein.',
  'emailLoginLink.address': 'Sie werden angemeldet als',
  'emailLoginLink.footer': 'Es passiert nichts, solange Sie keine Schaltfläche betätigen.',

  'setup.welcome': 'Willkommen bei {site}',
  'setup.needed': 'Diese Website ist noch nicht eingerichtet.',
  'setup.how':
    'Wenn Sie diese Website betreiben, führen Sie auf dem Server {command} aus, und öffnen Sie den ausgegebenen Link.',
  'setup.docs': 'So richten Sie diese Website ein',
  'invitation.title': 'Sie sind eingeladen',
  'invitation.lead': 'Für Sie wurde auf dieser Website ein Konto angelegt. Ihr Benutzername ist {username}.',
  'invitation.then':
    'Wenn Sie annehmen, sind Sie angemeldet und wählen, wie Sie sich künftig anmelden möchten.',
  'invitation.replaces': 'Sie sind hier als {name} angemeldet. Diese Sitzung endet, wenn Sie annehmen.',
  'invitation.accept': 'Einladung annehmen',
  'invitation.once':
    'Eine Einladung funktioniert nur einmal. Wenn Sie diese nicht erwartet haben, schließen Sie diese Seite.',
  'setup.title': 'Diese Website einrichten',
  'setup.lead':
    'Ihr Konto erhält als erstes Administrationsrechte. Danach fügen Sie einen Anbieter hinzu, mit dem Sie sich anmelden.',
  'setup.continueAs': 'Weiter als {name}, mit Administrationsrechten für diese Website.',
  'setup.continueNote':
    'Es ist noch keine Anmeldemethode eingerichtet. Alle anderen Sitzungen von {name} werden beendet.',
  'setup.username': 'Benutzername',
  'setup.usernameRules':
    '2 bis 30 Zeichen: a–z, 0–9, „.“, „_“ und „-“, mit einem Buchstaben oder einer Ziffer am Anfang und am Ende.',
  'setup.usernameReserved': 'Dieser Benutzername ist reserviert. Bitte wählen Sie einen anderen.',
  'setup.usernameTaken': 'Dieser Benutzername ist vergeben. Bitte wählen Sie einen anderen.',
  'setup.create': 'Administrationskonto anlegen',
  'setup.once':
    'Diese Seite funktioniert nur einmal. Führen Sie auf dem Server {command} aus, um einen neuen Link zu erhalten.',
  'setup.steps': 'Anmeldung einrichten',
  'setup.stepsNote':
    'Bis das erledigt ist, können Sie sich nicht wieder anmelden. Wenn Sie diese Sitzung verlieren, führen Sie auf dem Server {command} aus.',
  'setup.step.add': 'Anbieter hinzufügen',
  'setup.step.test': 'Anbieter testen',
  'setup.step.enable': 'Anbieter aktivieren',
  'setup.step.connect': 'Mit Ihrem Konto verbinden',
  'setup.done': 'erledigt',

  'register.title': 'Konto erstellen',
  'register.lead': 'Wir senden Ihnen einen Code per E-Mail, um Ihre Adresse zu bestätigen.',
  'register.signIn': 'Haben Sie schon ein Konto? {link}',
  'register.hash': 'Ihr Passwort wird nur als Hashwert gespeichert und kann nicht ausgelesen werden.',

  'registerConfirm.sent':
    'Wir haben einen Code an {address} gesendet. Geben Sie ihn ein, um Ihr Konto zu erstellen.',
  'registerConfirm.create': 'Konto erstellen',

  'forgot.title': 'Passwort vergessen?',
  'forgot.lead':
    'Geben Sie Ihre bestätigte E-Mail-Adresse ein. Wir senden Ihnen einen Code, mit dem Sie ein neues Passwort festlegen.',
  'forgot.back': 'Zurück zur Anmeldung',
  'forgot.footer': 'Solange Sie den Code nicht eingeben, ändert sich nichts.',

  'reset.title': 'Neues Passwort festlegen',
  'reset.sent':
    'Falls {address} zu einem Konto auf dieser Website gehört, haben wir soeben einen Code dorthin gesendet. Geben Sie ihn hier ein und wählen Sie ein neues Passwort.',
  'reset.linked': 'Wählen Sie ein neues Passwort für das Konto mit der Adresse {address}.',
  'reset.then': 'Danach sind Sie hier angemeldet und überall sonst abgemeldet.',
  'reset.submit': 'Neues Passwort speichern',
  'reset.checkSpam':
    'Nichts angekommen? Prüfen Sie Ihren Spam-Ordner. Wenn es kein Konto mit dieser Adresse gibt, wird keine E-Mail gesendet.',

  'password.change': 'Passwort ändern',
  'password.set': 'Passwort festlegen',
  'password.lead': 'Hier bleiben Sie angemeldet, überall sonst werden Sie abgemeldet.',
  'password.submitChange': 'Passwort ändern',
  'password.submitSet': 'Passwort festlegen',

  'email.current':
    'Ihre aktuelle Adresse ist {address}. Sie wird weiter verwendet, bis Sie die neue bestätigen.',
  'email.none': 'Sie haben noch keine E-Mail-Adresse hinterlegt.',
  'email.footer': 'Wir benachrichtigen auch Ihre aktuelle Adresse.',

  'emailConfirm.sent':
    'Wir haben einen Code an {address} gesendet. Geben Sie ihn ein, um Ihre neue Adresse zu bestätigen.',
  'emailConfirm.submit': 'Adresse bestätigen',

  'account.title': 'Ihr Konto',
  'account.username': 'Benutzername',
  'account.verified': 'bestätigt',
  'account.notVerified': 'nicht bestätigt',
  'account.notSet': 'nicht angegeben',
  'account.emailAdd': 'Hinzufügen',
  'account.emailChange': 'Ändern',
  'account.emailVerify': 'Bestätigen',
  'account.emailUnseen': ': Ihre E-Mail-Adresse',
  'account.noMethods': 'Sie haben noch keine. Fügen Sie eine hinzu, damit Sie sich wieder anmelden können.',
  'account.setupLink': 'einem Einmal-Link',
  'account.methods': 'Sie können sich mit jeder dieser Methoden anmelden.',
  'account.recent': 'Um eine Anmeldemethode hinzuzufügen oder zu entfernen, müssen Sie sich zuerst {link}.',
  'account.recentLink': 'erneut anmelden',
  'account.lastUsed': 'Zuletzt verwendet: {time}',
  'account.expired':
    'Der Zugriff dieser Website auf {provider} ist abgelaufen. Verbinden Sie das Konto erneut, um ihn wiederherzustellen. Anmelden können Sie sich weiterhin.',
  'account.reconnect': 'Erneut verbinden',
  'account.remove': 'Entfernen',
  'account.disconnect': 'Trennen',
  'account.onlyMethod':
    'Das ist Ihre einzige Anmeldemethode. Fügen Sie eine weitere hinzu, bevor Sie sie entfernen.',
  'account.hasPassword': 'Sie können sich mit Ihrem Benutzernamen und Ihrem Passwort anmelden.',
  'account.noPassword':
    'Sie haben noch keines festgelegt. Mit einem Passwort können Sie sich auch dann anmelden, wenn ein Anbieter nicht erreichbar ist.',
  'account.addMethod': 'Anmeldemethode hinzufügen',
  'account.addMethodLead': 'Für den Fall, dass Sie den Zugang zur ersten verlieren.',
  'account.connect': '{provider} verbinden',
  'account.profile': 'Profil',
  'account.sections': 'Abschnitte dieser Seite',
  'account.connectEmail': 'E-Mail-Adresse verbinden',
  'account.connectAnother': 'Weiteres {provider}-Konto verbinden',
  'account.signInMailsOn':
    'Wir schreiben Ihnen, wenn sich jemand mit einem Browser anmeldet, den wir nicht kennen.',
  'account.signInMailsOff': 'Wir schreiben Ihnen nicht, wenn sich jemand mit einem neuen Browser anmeldet.',
  'account.signInMailsTurnOff': 'Diese E-Mails abschalten',
  'account.signInMailsTurnOn': 'Diese E-Mails einschalten',
  'account.connected': '{provider} ist verbunden.',
  'account.idEnd': 'ID endet auf {id}',
  'account.otherBrowsers': 'Andere Browser',
  'account.devicesAndApps': 'Geräte und Apps',
  'account.administration': 'Administration',
  'account.sessions': 'Aktive Sitzungen',
  'account.live': 'Live-Ansicht',
  'account.sessionsHidden':
    'Sitzungen in anderen Browsern und Apps lassen sich hier nicht anzeigen. Sie können sie alle auf einmal beenden.',
  'account.device': 'Gerät: {device}',
  'account.unnamedDevice': 'Unbenanntes Gerät',
  'account.app': 'App: {app}',
  'account.thisBrowser': 'dieser Browser',
  'account.signedInWith': 'Angemeldet mit {method}, {time}',
  'account.signedInWithFrom': 'Angemeldet mit {method}, {time}, von {address}',
  'account.disconnectedMethod': 'einer inzwischen getrennten Methode',
  'account.endOthers': 'Alle anderen Sitzungen beenden',
  'account.endAll': 'Überall abmelden, auch hier',
  'account.data': 'Ihre Daten',
  'account.dataLead':
    'Laden Sie alles herunter, was wir über Sie speichern, oder löschen Sie Ihr Konto. Zu Ihrer Sicherheit bitten wir Sie eventuell, sich vorher erneut anzumelden.',
  'account.download': 'Meine Daten herunterladen',
  'account.delete': 'Mein Konto löschen',

  'account.editProfile': 'Profil bearbeiten',

  'profile.title': 'Ihr Profil bearbeiten',
  'profile.name': 'Name',
  'profile.nameHint':
    'Höchstens 200 Zeichen. Wenn Sie das Feld leer lassen, wird Ihr Benutzername angezeigt.',
  'profile.picture': 'Bild',
  'profile.pictureHint':
    'Die https-Adresse eines Bildes. Wenn Sie das Feld leer lassen, wird Ihr Anfangsbuchstabe angezeigt.',
  'profile.provided': 'Angabe Ihres Anbieters: {value}',
  'profile.providedNothing': 'Keine Angabe Ihres Anbieters.',
  'profile.useProvided': 'Diesen Wert übernehmen',
  'profile.useProvidedUnseen': ': {field}',
  'profile.edited': 'Was Sie hier ändern, bleibt auch nach der nächsten Anmeldung so.',
  'profile.save': 'Speichern',
  'profile.username': 'Benutzername',
  'profile.usernameHint':
    'Ihr Benutzername ist {username}. Sie können ihn einmal ändern. Anwendungen, die Sie unter diesem Namen kennen, behandeln Sie danach vielleicht wie eine neue Person.',
  'profile.usernameFinal':
    'Ihr Benutzername ist {username}. Sie haben ihn schon einmal geändert, deshalb lässt er sich nicht noch einmal ändern.',
  'profile.usernameSubmit': 'Benutzernamen ändern',
  'profile.nameRules': 'Bitte geben Sie einen Namen von höchstens 200 Zeichen ein, ohne unsichtbare Zeichen.',
  'profile.pictureRules':
    'Bitte geben Sie eine https-Adresse von höchstens 2.000 Zeichen ein, ohne Passwort.',
  'profile.notEditable': 'Auf dieser Website können Benutzer das nicht ändern.',
  'profile.usernameOnce': 'Sie haben Ihren Benutzernamen schon einmal geändert.',
  'profile.usernameSame': 'Das ist bereits Ihr Benutzername.',

  'accountQuestion.disconnect': '{provider} trennen?',
  'accountQuestion.removePassword': 'Passwort entfernen?',
  'accountQuestion.disconnectLead':
    'Sie können sich damit nicht mehr anmelden, und damit geöffnete Sitzungen enden. Sie können es später wieder verbinden.',
  'accountQuestion.removePasswordLead':
    'Sie können sich damit nicht mehr anmelden, und damit geöffnete Sitzungen enden. Sie können später ein neues festlegen.',
  'accountQuestion.everywhere': 'Überall abmelden?',
  'accountQuestion.everywhereLead':
    'Alle Ihre Browser, Geräte und Apps werden abgemeldet, auch dieser Browser. Sie müssen sich überall neu anmelden.',
  'accountQuestion.keep': 'Zurück',

  'accountDelete.title': 'Konto löschen?',
  'accountDelete.lead':
    'Das Konto {username} wird endgültig gelöscht. Das kann nicht rückgängig gemacht werden.',
  'accountDelete.signedOut': 'Sie werden auf allen Geräten abgemeldet.',
  'accountDelete.access': 'Der Zugriff dieser Website auf Ihre Daten bei {providers} endet.',
  'accountDelete.erased':
    'Ihr Name, Ihre E-Mail-Adresse und alles andere, was wir über Sie speichern, werden gelöscht.',
  'accountDelete.stay': 'Ihre Konten bei den Anbietern bleiben, wie sie sind. Vorher können Sie {link}.',
  'accountDelete.download': 'Ihre Daten herunterladen',
  'accountDelete.keep': 'Mein Konto behalten',

  'continue.who': 'Sie melden sich mit {provider} als {label} an.',
  'continue.id': 'ID {id}',
  'continue.nameAndId': '{name} ({id})',

  'continueCode.sent':
    'Wir haben einen Code an {address} gesendet. Geben Sie ihn hier ein oder öffnen Sie den Link in der E-Mail, um fortzufahren.',
  'continueCode.ask':
    'Um sicherzugehen, dass diese Adresse Ihnen gehört, senden wir einen Code an {address}.',

  'continueEmail.lead': 'Wir benötigen Ihre E-Mail-Adresse, um fortzufahren.',

  'continueConnect.title': '{provider} verbinden?',
  'continueConnect.heading': '{provider} mit Ihrem Konto verbinden?',
  'continueConnect.lead': 'Sie können sich dann mit {provider} bei diesem Konto anmelden.',
  'continueConnect.providerAccount': '{provider}-Konto',
  'continueConnect.yours': '{name} ({username})',
  'continueConnect.warning':
    'Fahren Sie nur fort, wenn dieses {provider}-Konto Ihnen gehört. Sonst kann eine andere Person mit ihrer Identität bei {provider} Ihr Konto auf dieser Website öffnen.',
  'continueConnect.notOwner':
    'Das ist nicht das Konto mit der Adresse {address}. Wenn Sie fortfahren, wird {provider} mit dem oben angezeigten Konto verbunden.',
  'continueConnect.connect': 'Verbinden',
  'continueConnect.other': 'Anderes Konto verwenden',
  'continueConnect.notNow': 'Nicht jetzt',

  'continueDiscarded.title': 'Anmeldung abgebrochen',
  'continueDiscarded.lead': 'Sie wurden nicht mit {provider} angemeldet, und es wurde nichts gespeichert.',
  'continueDiscarded.another': 'Anders anmelden',

  'continueEmailLink.title': 'Waren Sie das?',
  'continueEmailLink.other':
    'Diese Anmeldung wurde in einem anderen Browser gestartet. Wenn Sie das waren, geben Sie dort diesen Code ein:',
  'continueEmailLink.provider': 'Anbieter',
  'continueEmailLink.started': 'Gestartet',
  'continueEmailLink.browser': 'Browser',
  'continueEmailLink.warning':
    'Wenn Sie das nicht waren, geben Sie den Code nicht ein und nicht weiter. Sonst kann eine andere Person mit ihrer Identität bei {provider} auf dieser Website ein Konto mit Ihrer E-Mail-Adresse öffnen.',
  'continueEmailLink.here':
    'Sie melden sich mit {provider} als {label} an. Die E-Mail haben wir an {address} gesendet.',
  'continueEmailLink.notMe': 'Nein, das war ich nicht',
  'continueEmailLink.confirm': 'Bestätigen und fortfahren',
  'continueEmailLink.footer': 'Es passiert nichts, solange Sie keine Schaltfläche betätigen.',

  'continueProof.title': 'Sie haben bereits ein Konto',
  'continueProof.lead':
    'Es gibt bereits ein Konto mit {address}. Melden Sie sich wie gewohnt an, dann bieten wir Ihnen an, {provider} damit zu verbinden.',
  'continueProof.footer': 'Bis Sie bestätigen, wird nichts geändert. Diese Seite ist 30 Minuten gültig.',

  'continueTerms.title': 'Nutzungsbedingungen',
  'continueTerms.text':
    'Bitte lesen und akzeptieren Sie die {link} (Version {version}), um fortzufahren. Sie öffnen sich in einem neuen Tab.',
  'continueTerms.link': 'Nutzungsbedingungen dieser Website',
  'continueTerms.accept': 'Ich akzeptiere die Bedingungen',
  'continueTerms.decline': 'Ablehnen',

  'device.title': 'Gerät anmelden',
  'device.lead': 'Geben Sie den Code ein, den Ihr Gerät anzeigt.',
  'device.warning':
    'Geben Sie nur einen Code von Ihrem eigenen Gerät ein. Wenn Ihnen jemand einen Code geschickt hat, ist das ein Betrugsversuch: Schließen Sie diese Seite.',

  'deviceConfirm.title': 'Dieses Gerät anmelden?',
  'deviceConfirm.lead': '{device} möchte sich als {name} anmelden.',
  'deviceConfirm.compare': 'Prüfen Sie, ob Ihr Gerät diesen Code anzeigt:',
  'deviceConfirm.app': 'App',
  'deviceConfirm.system': 'System',
  'deviceConfirm.requested': 'Angefordert',
  'deviceConfirm.network': 'Netzwerk',
  'deviceConfirm.sameNetwork': 'dasselbe wie Ihres',
  'deviceConfirm.otherNetwork': 'ein anderes als Ihres',
  'deviceConfirm.warning':
    'Erlauben Sie das nur, wenn Sie es gerade selbst gestartet haben. Wenn jemand Sie hierher geschickt hat, wäre diese Person dann mit Ihrem Konto angemeldet. Die Angaben oben stammen vom Gerät und sind nicht geprüft.',
  'deviceConfirm.recent':
    'Bitte melden Sie sich zu Ihrer Sicherheit erneut an, bevor Sie zustimmen. Danach kehren Sie auf diese Seite zurück.',
  'deviceConfirm.approve': 'Erlauben',
  'deviceConfirm.deny': 'Ablehnen',

  'deviceDecided.connected': 'Gerät angemeldet',
  'deviceDecided.denied': 'Anfrage abgelehnt',
  'deviceDecided.lead':
    '{device} wird in wenigen Sekunden mit Ihrem Konto angemeldet. Sie können jetzt dort weitermachen.',
  'deviceDecided.hint':
    'Sie können es jederzeit abmelden: Auf der Seite Ihres Kontos steht es unter „Aktive Sitzungen“.',
  'deviceDecided.notSignedIn': '{device} wurde nicht angemeldet. Der Code kann nicht mehr verwendet werden.',

  'errorPage.providerMessage': 'Meldung des Anbieters: {quote}',
  'errorPage.administrator': 'Sie gehören zur Administration: {link}.',
  'errorPage.trace': 'Ablauf dieser Anmeldung ansehen',
  'errorPage.error': 'Fehler',
  'errorPage.reference': 'Referenz',
  'errorPage.startAgain': 'Von vorn beginnen',
  'errorPage.requestCode': 'Neuen Code anfordern',

  'loggedOut.title': 'Sie sind abgemeldet',
  'loggedOut.since': 'Sie haben sich inzwischen wieder als {name} angemeldet.',
  'loggedOut.button': 'Zum Abmelden verwenden Sie die Schaltfläche auf der Seite Ihres Kontos.',
  'loggedOut.everywhere':
    'Sie sind hier und bei {provider} abgemeldet, sofern Sie nicht dort angemeldet bleiben wollten.',
  'loggedOut.maybe': 'Sie sind hier abgemeldet. Bei {provider} sind Sie möglicherweise noch angemeldet.',
  'loggedOut.risk':
    'Wer diesen Browser benutzt, könnte sich dann ohne Passwort erneut mit Ihrem Konto anmelden. Melden Sie sich auf einem gemeinsam genutzten Computer auch bei {provider} ab.',
  'loggedOut.here': 'Sie sind hier abgemeldet.',
  'loggedOut.providerHint':
    'Wenn Sie sich über einen Anbieter angemeldet haben, sind Sie dort möglicherweise noch angemeldet. Melden Sie sich auf einem gemeinsam genutzten Computer auch dort ab.',

  'silent.recognised': 'Der Anbieter hat Sie erkannt, es war keine Rückfrage nötig.',
  'silent.asked': 'Der Anbieter hätte Sie zuerst etwas fragen müssen, deshalb ist nichts passiert.',

  'liveDone.title': 'Angemeldet',
  'liveDone.signedIn':
    'Angemeldet als {name}. Sie können dieses Fenster schließen und dort weitermachen, wo Sie waren.',
  'liveDone.notCompleted':
    'Die Anmeldung in diesem Fenster wurde nicht abgeschlossen. Sie können es schließen.',
  'liveDone.continue': 'In diesem Fenster fortfahren',

  'live.title': 'Live',
  'live.reload':
    'Laden Sie diese Seite neu, um zu sehen, wer angemeldet ist. Mit JavaScript aktualisiert sie sich von selbst.',
  'live.signedInAs': 'Angemeldet als {name}',
  'live.until': 'Ihre Sitzung endet spätestens am {time}.',
  'live.signIn': 'Melden Sie sich hier oder in einem anderen Tab an.',

  'liveScript.connecting': 'Verbindung wird hergestellt…',
  'liveScript.liveSignedIn': 'Live: Diese Seite aktualisiert sich, wenn Ihre Sitzung endet.',
  'liveScript.liveSignedOut': 'Live: Diese Seite aktualisiert sich, wenn Sie sich anmelden.',
  'liveScript.lost': 'Die Verbindung wurde unterbrochen. Bitte versuchen Sie es erneut.',
  'liveScript.signedOut': 'Sie haben sich abgemeldet.',
  'liveScript.limit': 'Ihre Sitzung hat die zulässige Dauer erreicht und ist beendet.',
  'liveScript.notConnected': 'Keine Verbindung. Neuer Versuch…',
  'liveScript.offline': 'Offline. Warten auf das Netzwerk…',
  'liveScript.tryLater': 'Keine Verbindung. Bitte versuchen Sie es gleich noch einmal.',
  'liveScript.lostBefore':
    'Die Verbindung wurde unterbrochen, bevor die Anmeldung abgeschlossen war. Bitte melden Sie sich erneut an.',
  'liveScript.popup': 'Fahren Sie in dem Fenster fort, das sich gerade geöffnet hat.',
  'liveScript.stillSignedIn': 'Keine Verbindung. Sie sind deshalb noch angemeldet.',
  'liveScript.elsewhere': 'Sie wurden an anderer Stelle abgemeldet.',
  'liveScript.signedIn': 'Sie sind jetzt angemeldet.',
  'liveScript.signingIn': 'Anmeldung läuft…',
  'liveScript.signIn': 'Anmelden',
  'liveScript.signedInAs': 'Sie sind jetzt als {name} angemeldet.',
  'liveScript.ticketRejected':
    'Diese Anmeldung ist abgelaufen, wurde bereits verwendet oder in einem anderen Browser gestartet.',
  'liveScript.error': '{detail} {advice} (Referenz {reference})',

  'demo.forTesting': 'zum Testen',
  'demo.choose': 'Konto wählen',
  'demo.lead': '{site} bittet Sie, sich anzumelden. Diese Konten sind erfunden und brauchen kein Passwort.',
  'demo.footer':
    'Demo ID ist ein Testanbieter, der mit Portcullis geliefert wird. Er ist nicht für echte Websites gedacht.',
  'demo.signOutTitle': 'Auch bei Demo ID abmelden?',
  'demo.signOutLead': 'Die Website hat Sie abgemeldet. Bei Demo ID sind Sie noch angemeldet.',
  'demo.signOut': 'Bei Demo ID abmelden',
  'demo.stay': 'Angemeldet bleiben',
  'demo.hintVerified': 'Bestätigte E-Mail-Adresse',
  'demo.hintNotVerified': 'E-Mail-Adresse nicht bestätigt',
  'demo.hintNoEmail': 'Keine E-Mail-Adresse',
  'demo.hintSameEmail': 'Dieselbe E-Mail-Adresse wie Ada Lovelace',

  'form.fillIn': 'Bitte füllen Sie alle Felder aus.',
  'form.triesLeft': { one: '{count} Versuch übrig', other: '{count} Versuche übrig' },
  'form.retryIn': 'Bitte versuchen Sie es in {time} erneut.',
  'form.wrongCurrentPassword': 'Das aktuelle Passwort ist falsch.',
  'form.addressTaken':
    'Ein anderes Konto auf dieser Website hat diese Adresse bereits bestätigt. Bitte verwenden Sie eine andere.',
  'form.passwordsDiffer': 'Die beiden Passwörter stimmen nicht überein.',
  'form.passwordUntypable':
    'Das Passwort enthält ein Zeichen, das sich nicht auf jeder Tastatur eingeben lässt.',
  'form.passwordTooShort': 'Das Passwort muss mindestens {count} Zeichen haben.',
  'form.passwordTooLong': 'Das Passwort darf höchstens {count} Zeichen haben.',
  'form.passwordIsName': 'Das Passwort darf nicht Ihr Benutzername oder Ihre E-Mail-Adresse sein.',
  'form.passwordTooEasy': 'Dieses Passwort ist zu leicht zu erraten. Bitte wählen Sie ein anderes.',

  'flash.session-ended': 'Diese Sitzung wurde beendet.',
  'flash.session-gone': 'Diese Sitzung war bereits beendet.',
  'flash.others-ended': 'Sie sind auf allen anderen Geräten abgemeldet.',
  'flash.email-login-cancelled': 'Der Code ist nicht mehr gültig, und niemand wurde damit angemeldet.',
  'flash.sign-in-mails-on': 'Wir schreiben Ihnen bei Anmeldungen mit neuen Browsern.',
  'flash.sign-in-mails-off': 'Wir schreiben Ihnen nicht mehr bei Anmeldungen mit neuen Browsern.',
  'flash.all-ended': 'Sie sind auf allen Geräten abgemeldet.',
  'flash.signed-out': 'Sie wurden abgemeldet.',
  'flash.account-deleted': 'Ihr Konto wurde gelöscht.',
  'flash.account-deleted-not-revoked':
    'Ihr Konto wurde gelöscht. Wir konnten nicht jeden Anbieter benachrichtigen; einer von ihnen führt diese Website eventuell noch unter Ihren verbundenen Apps. Sie können sie dort entfernen.',
  'flash.profile-saved': 'Ihr Profil wurde gespeichert.',
  'flash.username-changed': 'Ihr Benutzername wurde geändert.',
  'flash.email-changed': 'Ihre E-Mail-Adresse wurde geändert.',
  'flash.password-saved': 'Ihr Passwort wurde gespeichert. Auf allen anderen Geräten sind Sie abgemeldet.',
  'flash.disconnected':
    'Das Konto wurde getrennt. Andere Sitzungen, die damit geöffnet wurden, sind beendet.',
  'flash.not-revoked':
    'Das Konto wurde hier getrennt. Wir konnten den Anbieter nicht benachrichtigen; er führt diese Website eventuell noch unter Ihren verbundenen Apps. Sie können sie dort entfernen.',
  'flash.provider-saved': 'Gespeichert, aber noch nicht aktiviert. Testen Sie den Anbieter als Nächstes.',
  'flash.provider-enabled':
    'Aktiviert. Der Anbieter erscheint innerhalb von zwei Sekunden auf der Anmeldeseite jedes Prozesses.',
  'flash.provider-disabled':
    'Deaktiviert. Anmeldungen mit diesem Anbieter sind nicht mehr möglich; Konten und Sitzungen bleiben bestehen.',
  'flash.provider-deleted': 'Gelöscht.',
  'flash.provider-mark-saved': 'Das Bild wurde gespeichert.',
  'flash.provider-mark-removed': 'Das Bild wurde entfernt.',
  'flash.provider-version-discarded': 'Die Version wurde verworfen.',
  'flash.provider-passed': 'Die Testanmeldung war erfolgreich. Sie können diese Version jetzt aktivieren.',
  'flash.provider-failed':
    'Die Testanmeldung ist fehlgeschlagen. Der Bericht sagt, was passiert ist und was zu tun ist.',
  'flash.user-disabled': 'Das Benutzerkonto ist deaktiviert und überall abgemeldet.',
  'flash.user-enabled': 'Die Person kann sich wieder anmelden.',
  'flash.user-deleted': 'Das Benutzerkonto wurde gelöscht.',
  'flash.user-deleted-not-revoked':
    'Das Benutzerkonto wurde gelöscht. Nicht alle Anbieter konnten benachrichtigt werden; Tokens können dort noch gültig sein.',
  'flash.user-signed-out': 'Die Person ist überall abgemeldet.',
  'flash.user-created':
    'Das Benutzerkonto wurde angelegt. Senden Sie eine Einladung, damit die Anmeldung möglich ist.',
  'flash.user-invited':
    'Die Einladung ist unterwegs. Sie funktioniert einmal und sieben Tage lang; eine frühere funktioniert nicht mehr.',
  'flash.user-edited': 'Das Benutzerkonto wurde gespeichert.',
  'flash.reset-sent': 'Ein Link für ein neues Passwort ist unterwegs an die bestätigte Adresse.',
  'flash.invitation-accepted':
    'Willkommen! Fügen Sie jetzt eine Anmeldemethode hinzu, damit Sie sich wieder anmelden können.',
  'flash.account-disconnected': 'Das Konto wurde getrennt, und damit geöffnete Sitzungen sind beendet.',
  'flash.account-not-revoked':
    'Das Konto wurde getrennt. Wir konnten den Anbieter nicht benachrichtigen; seine Tokens gelten dort eventuell noch.',
  'flash.account-moved':
    'Das Konto wurde übertragen, und die Person, der es zugeordnet war, ist überall abgemeldet.',
  'flash.role-given': 'Die Rolle ist vergeben.',
  'flash.role-taken':
    'Die Rolle ist entzogen. Wenn ein Schritt der Anmeldung sie vergibt, kann sie mit der nächsten Anmeldung wiederkommen.',
  'flash.email-freed': 'Die Adresse ist frei: Wer sie als Nächstes bestätigt, erhält sie.',
  'webhooks.tab': 'Webhooks',
  'webhooks.title': 'Webhooks',
  'webhooks.lead':
    'Wer Ereignisse empfängt, und der Stand der Zustellungen. Erfolgreiche Zustellungen werden sieben Tage aufbewahrt.',
  'webhooks.none':
    'Niemand empfängt Ereignisse. Setzen Sie WEBHOOK_URL und WEBHOOK_SECRET, oder „webhooks“ oder „on“ in der Konfiguration.',
  'webhooks.receivers': 'Empfänger',
  'webhooks.handlers': 'Funktionen der Konfiguration',
  'webhooks.well': 'In Betrieb',
  'webhooks.failing': 'Fehlerhaft',
  'webhooks.down': 'Antwortet nicht',
  'webhooks.disabled': 'Abgeschaltet: die Antwort war 410 Gone',
  'webhooks.allEvents': 'Alle Ereignisse',
  'webhooks.counts': '{pending} wartend, {failed} aufgegeben',
  'webhooks.nextTry': 'Nächster Versuch: {time}',
  'webhooks.test': 'Testereignis senden',
  'webhooks.deliveries': 'Zustellungen, neueste zuerst',
  'webhooks.receiver': 'Empfänger',
  'webhooks.state': 'Zustand',
  'webhooks.any': 'Alle',
  'webhooks.apply': 'Anwenden',
  'webhooks.state.pending': 'Wartet',
  'webhooks.state.delivered': 'Zugestellt',
  'webhooks.state.failed': 'Aufgegeben',
  'webhooks.attempts': { one: '{count} Versuch', other: '{count} Versuche' },
  'webhooks.status': 'Status {status}',
  'webhooks.error.status': 'die Antwort hat den Status {status}',
  'webhooks.error.handler': 'die Funktion ist fehlgeschlagen: sie hat {name} ausgelöst',
  'webhooks.error.slowHandler': 'die Funktion ist fehlgeschlagen: sie war nach {timeout} ms nicht fertig',
  'webhooks.error.otherRelease': 'ein Ereignis einer anderen Version',
  'webhooks.error.unsent': 'das Ereignis konnte nicht gelesen oder gesendet werden',
  'webhooks.error.gone': 'der Empfänger hat mit 410 Gone geantwortet',
  'webhooks.error.down': 'der Empfänger war drei Tage lang nicht erreichbar',
  'webhooks.duration': '{ms} ms',
  'webhooks.noDeliveries': 'Keine passenden Zustellungen.',
  'webhooks.again': 'Erneut senden',
  'webhooks.older': 'Ältere',
  'webhooks.gone': 'ein Empfänger, der nicht mehr konfiguriert ist',
  'flash.webhook-tested':
    'Das Testereignis ist unterwegs. Laden Sie die Seite neu, um das Ergebnis zu sehen.',
  'flash.webhook-sent-again':
    'Das Ereignis ist erneut unterwegs. Laden Sie die Seite neu, um das Ergebnis zu sehen.',
  'flash.mail-sent': 'Die E-Mail wurde gesendet.',
  'flash.mail-failed':
    'Die E-Mail konnte nicht gesendet werden. Das Protokoll des Servers nennt den Grund; die Diagnose prüft den Mailserver.',
  'flash.webhook-gone': 'Diese Zustellung gibt es nicht mehr, oder sie wartet bereits.',
  'flash.admin-granted': 'Die Person hat jetzt Administrationsrechte.',
  'flash.admin-revoked': 'Die Person hat keine Administrationsrechte mehr.',
  'flash.admin-given-up': 'Sie haben keine Administrationsrechte mehr.',
  'flash.admin-given-up-listed':
    'Sie haben keine Administrationsrechte mehr, bekommen sie aber bei der nächsten Anmeldung wieder, weil Ihre Adresse in ADMIN_EMAILS steht.',
  'flash.admin-revoked-listed':
    'Die Person hat keine Administrationsrechte mehr, erhält sie aber bei der nächsten Anmeldung zurück, weil die Adresse in ADMIN_EMAILS steht. Entfernen Sie sie dort.',

  'mail.layout': `Guten Tag,

{body}
`,
  'mail.support': 'Haben Sie Fragen? Schreiben Sie an {address}.',
  'mail.when': 'Zeitpunkt',
  'mail.fact': '{label}: {value}',
  'mail.openPage': 'Seite öffnen',
  'mail.codeSubject': '{code} ist Ihr Code für {name}',
  'mail.code': `Geben Sie diesen Code auf der Seite ein, auf der Sie ihn angefordert haben:

    {code}

Der Code läuft in {minutes} Minuten ab und kann einmal verwendet werden.
Geben Sie ihn nie weiter.`,
  'mail.registrationCode': `Jemand (hoffentlich Sie) erstellt gerade auf
{site}
ein Konto mit dieser E-Mail-Adresse.

{code}

Wenn Sie das nicht waren, ignorieren Sie diese E-Mail. Ohne den Code wird kein
Konto erstellt.`,
  'mail.alreadyRegistered.subject': 'Sie haben bereits ein Konto bei {name}',
  'mail.alreadyRegistered': `Jemand (hoffentlich Sie) wollte auf
{site}
ein Konto mit dieser E-Mail-Adresse erstellen.

Sie haben bereits ein Konto. Bitte melden Sie sich wie gewohnt an. Wenn Sie Ihr
Passwort vergessen haben, wählen Sie auf der Anmeldeseite „Passwort vergessen?“.

Wenn Sie das nicht waren, ignorieren Sie diese E-Mail. Es hat sich nichts geändert.`,
  'mail.resetCode': `Jemand (hoffentlich Sie) hat für Ihr Konto auf
{site}
ein neues Passwort angefordert.

{code}

Wenn Sie das nicht waren, ignorieren Sie diese E-Mail. Ihr Passwort bleibt
unverändert.`,
  'mail.passwordReset.subject': 'Ihr Passwort bei {name} wurde geändert',
  'mail.passwordReset': `Für Ihr Konto auf
{site}
wurde ein neues Passwort festgelegt, mit einem Code, den wir an diese Adresse
gesendet haben. Überall sonst wurden Sie abgemeldet.

Wenn Sie das nicht waren, kann jemand anderes Ihre E-Mails lesen. Sichern Sie
zuerst Ihr E-Mail-Konto, und wählen Sie dann auf der Anmeldeseite
„Passwort vergessen?“.`,
  'mail.continueCode': `Jemand (hoffentlich Sie) meldet sich gerade mit {provider} an und hat auf
{site}
diese E-Mail-Adresse angegeben.

{code}

Oder öffnen Sie diesen Link und betätigen Sie dort die Schaltfläche:

    {link}

Wenn Sie das nicht waren, ignorieren Sie diese E-Mail. Ohne den Code kann sich
niemand anmelden.
`,
  'mail.signInCode': `Jemand (hoffentlich Sie) möchte sich auf
{site}
mit dieser E-Mail-Adresse anmelden.

{code}

Wenn Sie das nicht waren, ignorieren Sie diese E-Mail. Ohne den Code kann sich
niemand anmelden.`,
  'mail.signInLink': `Jemand (hoffentlich Sie) möchte sich auf
{site}
mit dieser E-Mail-Adresse anmelden.

{code}

Oder öffnen Sie diesen Link und betätigen Sie dort die Schaltfläche:

    {link}

Wenn Sie das nicht waren, ignorieren Sie diese E-Mail. Ohne den Code kann sich
niemand anmelden.
`,
  'mail.accessChanged': `Die Anmeldemethoden Ihres Kontos auf
{site}
haben sich geändert.

{change}

Wenn Sie das nicht waren, melden Sie sich jetzt an, entfernen Sie auf der Seite
Ihres Kontos, was Sie nicht kennen, und beenden Sie dort alle anderen Sitzungen.
Wenden Sie sich danach an die Administration der Website.
`,
  'mail.connected.subject': 'Ihrem Konto bei {name} wurde eine Anmeldemethode hinzugefügt',
  'mail.connected': 'Sie können sich jetzt auch mit {provider} anmelden.',
  'mail.disconnected.subject': 'Von Ihrem Konto bei {name} wurde eine Anmeldemethode entfernt',
  'mail.disconnected': 'Sie können sich nicht mehr mit {provider} anmelden.',
  'mail.password-set.subject': 'Für Ihr Konto bei {name} wurde ein Passwort festgelegt',
  'mail.password-set': 'Sie können sich jetzt auch mit einem Passwort anmelden.',
  'mail.password-changed.subject': 'Ihr Passwort bei {name} wurde geändert',
  'mail.password-changed': 'Alle anderen Sitzungen wurden beendet.',
  'mail.password-removed.subject': 'Das Passwort Ihres Kontos bei {name} wurde entfernt',
  'mail.password-removed': 'Sie können sich nicht mehr mit einem Passwort anmelden.',
  'mail.device-approved.subject': 'Ein Gerät wurde mit Ihrem Konto bei {name} angemeldet',
  'mail.device-approved': 'Auf der Seite Ihres Kontos sehen Sie alle Geräte und können sie abmelden.',
  'mail.emailCode': `Jemand (hoffentlich Sie) möchte diese E-Mail-Adresse für das eigene Konto auf
{site}
verwenden.

{code}

Wenn Sie das nicht waren, ignorieren Sie diese E-Mail. Ohne den Code ändert sich
nichts.`,
  'mail.emailChangeRequested.subject': 'Neue E-Mail-Adresse für Ihr Konto bei {name}?',
  'mail.emailChangeRequested': `Jemand, der mit Ihrem Konto auf
{site}
angemeldet ist (hoffentlich Sie), möchte dafür eine andere E-Mail-Adresse
verwenden.

Noch hat sich nichts geändert: Die neue Adresse muss zuerst bestätigt werden.

Wenn Sie das nicht waren, melden Sie sich jetzt an und legen Sie ein neues
Passwort fest. Damit werden alle anderen Sitzungen beendet.`,
  'mail.emailChanged.subject': 'Ihre E-Mail-Adresse bei {name} wurde geändert',
  'mail.emailChanged': `Für Ihr Konto auf
{site}
wurde eine neue E-Mail-Adresse bestätigt. Ab jetzt verwenden wir die neue Adresse
und nicht mehr diese.

Wenn Sie das nicht waren, wenden Sie sich an die Administration der Website.`,
  'mail.usernameChanged.subject': 'Der Benutzername Ihres Kontos bei {name} wurde geändert',
  'mail.usernameChanged': `Der Benutzername Ihres Kontos auf
{site}
wurde geändert.

Auf der Seite Ihres Kontos sehen Sie den neuen. Wenn Sie sich mit einem Passwort
anmelden, geben Sie ab jetzt den neuen Benutzernamen ein.

Wenn Sie das nicht waren, melden Sie sich jetzt an, prüfen Sie auf der Seite Ihres
Kontos die Anmeldemethoden und beenden Sie dort alle anderen Sitzungen. Wenden
Sie sich danach an die Administration der Website.`,
  'mail.usernameChangedByAdministrator.subject': 'Der Benutzername Ihres Kontos bei {name} wurde geändert',
  'mail.usernameChangedByAdministrator': `Die Administration hat den Benutzernamen Ihres Kontos auf
{site}
geändert.

Auf der Seite Ihres Kontos sehen Sie den neuen. Wenn Sie sich mit einem Passwort
anmelden, geben Sie ab jetzt den neuen Benutzernamen ein.

Wenn Sie das nicht erwartet haben, wenden Sie sich an die Administration der Website.`,
  'mail.invitation.subject': 'Ihre Einladung zu {name}',
  'mail.invitation': `Für Sie wurde auf
{site}
ein Konto angelegt.

Öffnen Sie diesen Link, um die Einladung anzunehmen. Er funktioniert einmal und
{days} Tage lang:

{link}

Wenn Sie das nicht erwartet haben, ignorieren Sie diese E-Mail.
`,
  'mail.passwordLink.subject': 'Wählen Sie ein neues Passwort für {name}',
  'mail.passwordLink': `Mit diesem Link können Sie ein neues Passwort wählen für
{site}

Er funktioniert einmal und {hours} Stunden lang:

{link}

Wenn Sie kein neues Passwort brauchen, ignorieren Sie diese E-Mail. Ihr Passwort
bleibt unverändert.
`,
  'mail.newSignIn.subject': 'Neue Anmeldung mit Ihrem Konto bei {name}',
  'mail.newSignIn': `Jemand (hoffentlich Sie) hat sich mit {method} bei Ihrem Konto auf
{site}
angemeldet, mit einem Browser oder an einem Ort, den wir noch nicht kennen.

Wenn Sie das waren, müssen Sie nichts tun.

Wenn Sie das nicht waren, melden Sie sich jetzt an, beenden Sie auf der Seite
Ihres Kontos alle anderen Sitzungen, und entfernen Sie dort, was Sie nicht
kennen. Wenden Sie sich dann an die Administration der Website.

Auf der Seite Ihres Kontos können Sie diese E-Mails auch abschalten.
`,
  'mail.accountDeleted.subject': 'Ihr Konto bei {name} wurde gelöscht',
  'mail.accountDeleted': `Ihr Konto auf
{site}
wurde mit allem, was dazugehörte, gelöscht. Wenn Sie sich dort erneut anmelden,
wird ein neues Konto erstellt.

Wenn Sie das nicht waren, wenden Sie sich an die Administration der Website.`,

  'errors.bad_request.title': 'Die Anfrage war unvollständig',
  'errors.bad_request.message': 'Die Anfrage war unvollständig oder fehlerhaft.',
  'errors.bad_request.advice': 'Bitte gehen Sie zurück und versuchen Sie es erneut.',
  'errors.bad_request.meaning':
    'In der Anfrage fehlt etwas oder ist fehlerhaft, zum Beispiel ein Feld des JSON.',
  'errors.bad_request.remedy': 'Das `detail` im Protokoll oder im Ablauf der Anmeldung nennt das Problem.',
  'errors.not_found.title': 'Seite nicht gefunden',
  'errors.not_found.message': 'Unter dieser Adresse gibt es keine Seite.',
  'errors.not_found.advice': 'Prüfen Sie die Adresse oder gehen Sie zur Startseite.',
  'errors.not_found.meaning': 'Unter dieser Adresse gibt es weder eine Seite noch einen Endpunkt.',
  'errors.not_found.remedy':
    'Prüfen Sie die Adresse. Hat `BASE_URL` einen Pfad, so beginnt jede Adresse mit diesem Pfad.',
  'errors.method_not_allowed.title': 'Das ist hier nicht möglich',
  'errors.method_not_allowed.message': 'Diese Adresse nimmt solche Anfragen nicht an.',
  'errors.method_not_allowed.advice': 'Bitte verwenden Sie die Links und Schaltflächen der Website.',
  'errors.method_not_allowed.meaning': 'Die Adresse gibt es, aber sie nimmt diese HTTP-Methode nicht an.',
  'errors.method_not_allowed.remedy':
    'Benutzen Sie die Links und Schaltflächen. `HEAD` kann eine Anmeldung weder beginnen noch beenden.',
  'errors.too_large.title': 'Die Anfrage ist zu groß',
  'errors.too_large.message': 'Die Anfrage ist größer, als diese Website zulässt.',
  'errors.too_large.advice': 'Bitte gehen Sie zurück und senden Sie weniger.',
  'errors.too_large.meaning': 'Das Formular oder das JSON ist größer als 64 KB.',
  'errors.too_large.remedy': 'Senden Sie weniger.',
  'errors.wrong_content_type.title': 'Format nicht unterstützt',
  'errors.wrong_content_type.message': 'Diese Adresse nimmt Daten in diesem Format nicht an.',
  'errors.wrong_content_type.advice': 'Bitte verwenden Sie die Formulare der Website.',
  'errors.wrong_content_type.meaning':
    'Der Inhalt ist kein Formular oder kein JSON, wie es diese Adresse erwartet.',
  'errors.wrong_content_type.remedy':
    'Senden Sie Formulare als `application/x-www-form-urlencoded` und JSON als `application/json`.',
  'errors.too_many_requests.title': 'Zu viele Versuche',
  'errors.too_many_requests.message': 'Es gab zu viele Versuche in kurzer Zeit.',
  'errors.too_many_requests.advice': 'Bitte warten Sie eine Weile und versuchen Sie es dann erneut.',
  'errors.too_many_requests.meaning':
    'Eine Grenze wurde erreicht, zum Beispiel für Passwörter oder Codes. Das Protokoll nennt sie.',
  'errors.too_many_requests.remedy':
    'Warten Sie so lange, wie `Retry-After` angibt. Eine Grenze zählt bis zum Ende ihres Zeitraums jeden Versuch, auch jeden erfolgreichen.',
  'errors.upgrade_required.title': 'Diese Adresse ist für Live-Seiten',
  'errors.upgrade_required.message': 'Diese Adresse nimmt nur WebSocket-Verbindungen der Version 13 an.',
  'errors.upgrade_required.advice': 'Bitte öffnen Sie die Live-Seite der Website.',
  'errors.upgrade_required.meaning': '`/api/live` wurde ohne WebSocket-Handshake der Version 13 aufgerufen.',
  'errors.upgrade_required.remedy':
    'Richten Sie den Proxy so ein, dass er das Upgrade weiterleitet. Siehe [deployment.md](deployment.md#behind-nginx).',
  'errors.unknown_host.title': 'Falsche Adresse',
  'errors.unknown_host.message': 'Diese Website ist unter diesem Hostnamen nicht erreichbar.',
  'errors.unknown_host.advice': 'Bitte verwenden Sie die Adresse unten.',
  'errors.unknown_host.meaning': 'Der Header `Host` ist nicht der Host von `BASE_URL`.',
  'errors.unknown_host.remedy':
    'Setzen Sie `BASE_URL` auf die öffentliche Adresse, und lassen Sie den Proxy den Header `Host` weiterleiten. Siehe [deployment.md](deployment.md).',
  'errors.unknown_backend.title': 'Unbekannter Anbieter',
  'errors.unknown_backend.message': 'Auf dieser Website gibt es keinen Anbieter mit diesem Namen.',
  'errors.unknown_backend.advice': 'Bitte wählen Sie einen auf der Anmeldeseite.',
  'errors.unknown_backend.meaning': 'Kein Anbieter hat diesen Namen.',
  'errors.unknown_backend.remedy':
    'Prüfen Sie den Namen unter `/admin/providers` oder in `backends.json`, das beim Start gelesen wird.',
  'errors.backend_disabled.title': 'Dieser Anbieter wurde deaktiviert',
  'errors.backend_disabled.message': 'Der Anbieter wurde während Ihrer Anmeldung deaktiviert oder ersetzt.',
  'errors.backend_disabled.message.named':
    '{provider} wurde während Ihrer Anmeldung deaktiviert oder ersetzt.',
  'errors.backend_disabled.advice': 'Bitte wählen Sie auf der Anmeldeseite einen anderen Anbieter.',
  'errors.backend_disabled.meaning':
    'Ein Administrator hat den Anbieter nach Beginn der Anmeldung deaktiviert oder seinen Aussteller geändert.',
  'errors.backend_disabled.remedy': 'Melden Sie sich anders an; siehe [admin.md](admin.md).',
  'errors.navigation_required.title': 'Bitte öffnen Sie diese Seite direkt',
  'errors.navigation_required.message':
    'Die Anmeldung kann nur durch Öffnen dieser Seite gestartet werden, nicht aus einem Bild, einem Frame oder einer Vorschau.',
  'errors.navigation_required.advice': 'Bitte verwenden Sie die Schaltfläche auf der Anmeldeseite.',
  'errors.navigation_required.meaning':
    'Ein Bild, ein Frame, ein Skript oder ein Vorabruf wollte eine Anmeldung beginnen oder beenden.',
  'errors.navigation_required.remedy': 'Verlinken Sie `/login/NAME` als eigene Seite, nicht in einem Frame.',
  'errors.mark_rejected.title': 'Das Bild kann nicht verwendet werden',
  'errors.mark_rejected.message': 'Dieses Bild können Browser nicht gefahrlos anzeigen.',
  'errors.mark_rejected.advice':
    'Bitte exportieren Sie es neu, als einfaches SVG oder als PNG von höchstens 32 KB.',
  'errors.mark_rejected.meaning':
    'Das Bild, das ein Administrator für einen Anbieter hochgeladen hat, ist weder SVG noch PNG, größer als 32 KB oder enthält etwas, das ein Bild nicht braucht, zum Beispiel ein Skript. Die Seite nennt das Problem.',
  'errors.mark_rejected.remedy': 'Exportieren Sie es erneut, als einfaches SVG oder als PNG.',
  'errors.definition_invalid.title': 'Die Einstellungen des Anbieters sind ungültig',
  'errors.definition_invalid.message':
    'Mit diesen Einstellungen kann der Anbieter nicht verwendet werden. Es wurde nichts gespeichert.',
  'errors.definition_invalid.advice': 'Bitte gehen Sie zurück und prüfen Sie die Felder.',
  'errors.definition_invalid.meaning':
    'Die Einstellungen, die ein Administrator für einen Anbieter eingegeben hat, sind nicht gültig. Die Seite nennt das Problem neben dem Feld.',
  'errors.definition_invalid.remedy': 'Korrigieren Sie das Feld.',
  'errors.backend_name_taken.title': 'Dieser Name ist vergeben',
  'errors.backend_name_taken.message':
    'Ein anderer Anbieter hat diesen Namen, oder Konten eines früheren sind darunter gespeichert.',
  'errors.backend_name_taken.advice': 'Bitte wählen Sie einen anderen Namen.',
  'errors.backend_name_taken.meaning':
    'Ein anderer Anbieter hat diesen Namen, oder darunter sind Konten eines anderen Ausstellers gespeichert.',
  'errors.backend_name_taken.remedy': 'Wählen Sie einen anderen Namen.',
  'errors.backend_version_conflict.title': 'Eine andere Person hat diesen Anbieter geändert',
  'errors.backend_version_conflict.message':
    'Der Anbieter wurde geändert, nachdem Sie die Seite geöffnet haben. Es wurde nichts getan.',
  'errors.backend_version_conflict.advice': 'Bitte prüfen Sie die aktuelle Version.',
  'errors.backend_version_conflict.meaning':
    'Ein anderer Administrator hat den Anbieter geändert, nachdem die Seite geöffnet wurde.',
  'errors.backend_version_conflict.remedy':
    'Prüfen Sie die aktuelle Version, und entscheiden Sie dann erneut.',
  'errors.backend_untested.title': 'Noch nicht getestet',
  'errors.backend_untested.message':
    'Eine Version kann nach einer erfolgreichen Testanmeldung aktiviert werden.',
  'errors.backend_untested.advice': 'Bitte testen Sie sie zuerst.',
  'errors.backend_untested.meaning':
    'Ein Administrator wollte eine Version eines Anbieters aktivieren, die keine Testanmeldung bestanden hat.',
  'errors.backend_untested.remedy': 'Testen Sie sie; siehe [admin.md](admin.md).',
  'errors.backend_needs_mail.title': 'Diese Website kann keine E-Mails senden',
  'errors.backend_needs_mail.message':
    'Bei diesem Anbieter muss die E-Mail-Adresse bestätigt werden, aber diese Website kann keine E-Mails senden.',
  'errors.backend_needs_mail.advice':
    'Setzen Sie SMTP_URL und MAIL_FROM, oder schalten Sie „requireVerifiedEmail“ für diesen Anbieter aus.',
  'errors.backend_needs_mail.meaning':
    'Ein Administrator wollte einen Anbieter mit `requireVerifiedEmail` testen oder aktivieren, aber diese Website kann keine E-Mails senden.',
  'errors.backend_needs_mail.remedy':
    'Setzen Sie `SMTP_URL` und `MAIL_FROM`, oder schalten Sie `requireVerifiedEmail` für diesen Anbieter aus.',
  'errors.backend_in_use.title': 'Dieser Anbieter wird verwendet',
  'errors.backend_in_use.message':
    'Es gibt Konten bei diesem Anbieter; den betroffenen Personen würde eine Anmeldemethode fehlen.',
  'errors.backend_in_use.advice':
    'Deaktivieren Sie ihn stattdessen. Sie können ihn später wieder aktivieren.',
  'errors.backend_in_use.meaning':
    'Ein Administrator wollte einen Anbieter löschen, bei dem Benutzer Konten haben, oder seinen Aussteller oder ein anderes Feld ändern, das sagt, wem die Konten gehören.',
  'errors.backend_in_use.remedy':
    'Deaktivieren Sie ihn, oder fügen Sie einen anderen unter neuem Namen hinzu.',
  'errors.origin_rejected.title': 'Zu Ihrer Sicherheit blockiert',
  'errors.origin_rejected.message': 'Die Anfrage kam von einer anderen Website. Es wurde nichts geändert.',
  'errors.origin_rejected.advice': 'Bitte verwenden Sie die Seite dieser Website.',
  'errors.origin_rejected.meaning': 'Eine Anfrage, die etwas ändert, kam von einer anderen Herkunft.',
  'errors.origin_rejected.remedy':
    'Prüfen Sie, ob `BASE_URL` die Adresse ist, die im Browser steht. Wenn ja, hat eine andere Website die Anfrage gesendet.',
  'errors.csrf_failed.title': 'Diese Seite ist abgelaufen',
  'errors.csrf_failed.message': 'Das Formular gehört zu einer früheren Sitzung. Es wurde nichts geändert.',
  'errors.csrf_failed.advice': 'Bitte laden Sie die Seite neu und versuchen Sie es erneut.',
  'errors.csrf_failed.meaning': 'Das Formular hat kein CSRF-Token oder das einer anderen Sitzung.',
  'errors.csrf_failed.remedy': 'Laden Sie die Seite neu, und versuchen Sie es erneut.',
  'errors.login_required.title': 'Bitte melden Sie sich an',
  'errors.login_required.message': 'Sie sind nicht angemeldet, oder Ihre Sitzung ist beendet.',
  'errors.login_required.advice': 'Bitte melden Sie sich an, um fortzufahren.',
  'errors.login_required.meaning': 'Die Anfrage hat keine Sitzung, oder die Sitzung ist beendet.',
  'errors.login_required.remedy': 'Melden Sie sich an.',
  'errors.browser_session_required.title': 'Für diese Seite ist eine Anmeldung im Browser nötig',
  'errors.browser_session_required.message':
    'Sie sind als Gerät oder Programm angemeldet; damit lassen sich weder diese Seite öffnen noch andere Sitzungen beenden.',
  'errors.browser_session_required.advice': 'Bitte melden Sie sich in einem Browser an.',
  'errors.browser_session_required.meaning':
    'Die Sitzung eines Geräts oder eines Programms hat eine Seite oder ein Formular für Personen geöffnet, zum Beispiel die Kontoseite oder die Administration, oder sie sollte andere Sitzungen desselben Kontos beenden.',
  'errors.browser_session_required.remedy':
    'Benutzen Sie die [API](api.md), oder melden Sie sich mit einem Browser an.',
  'errors.reauthentication_required.title': 'Bitte melden Sie sich erneut an',
  'errors.reauthentication_required.message':
    'Zu Ihrer Sicherheit ist für diese Änderung eine Anmeldung innerhalb der letzten zehn Minuten nötig.',
  'errors.reauthentication_required.advice':
    'Bitte melden Sie sich erneut an, um zu bestätigen, dass Sie es sind. Danach kehren Sie auf diese Seite zurück.',
  'errors.reauthentication_required.meaning':
    'Sicherheitsrelevante Änderungen verlangen eine Anmeldung innerhalb der letzten zehn Minuten.',
  'errors.reauthentication_required.remedy': 'Melden Sie sich erneut an.',
  'errors.reauthentication_unproven.title': 'Ihre Anmeldung konnte nicht bestätigt werden',
  'errors.reauthentication_unproven.message':
    'Der Anbieter hat nicht bestätigt, dass Sie sich gerade angemeldet haben.',
  'errors.reauthentication_unproven.message.named':
    '{provider} hat nicht bestätigt, dass Sie sich gerade angemeldet haben.',
  'errors.reauthentication_unproven.advice':
    'Bitte versuchen Sie es erneut oder melden Sie sich mit einer anderen Methode an. Sie sind weiterhin wie zuvor angemeldet.',
  'errors.reauthentication_unproven.meaning':
    'Eine erneute Anmeldung wurde verlangt, und das ID-Token hat kein `auth_time` oder eines, das mehr als zehn Minuten zurückliegt.',
  'errors.reauthentication_unproven.remedy':
    'Versuchen Sie es noch einmal. Sendet der Anbieter nie `auth_time`, setzen Sie [`reauthentication`](backends.md#signing-in-again) auf `"login"`.',
  'errors.admin_required.title': 'Nur für die Administration',
  'errors.admin_required.message':
    'Sie sind angemeldet, haben auf dieser Website aber keine Administrationsrechte.',
  'errors.admin_required.advice':
    'Wenn Sie Zugang benötigen, wenden Sie sich an die Administration der Website.',
  'errors.admin_required.meaning':
    'Jemand ist angemeldet und hat ohne Administrationsrechte eine Seite der Administration geöffnet.',
  'errors.admin_required.remedy':
    'Geben Sie dem Benutzerkonto die Administrationsrolle, mit `ADMIN_EMAILS` oder `portcullis admin grant`.',
  'errors.setup_link_invalid.title': 'Dieser Einrichtungslink funktioniert nicht mehr',
  'errors.setup_link_invalid.message':
    'Ein Einrichtungslink funktioniert einmal und eine Stunde lang, und nur solange sich niemand mit Administrationsrechten auf dieser Website anmelden kann.',
  'errors.setup_link_invalid.advice':
    'Wenn Sie diese Website betreiben, führen Sie auf dem Server „portcullis setup“ aus, um einen neuen Link zu erhalten.',
  'errors.setup_link_invalid.meaning':
    'Ein Einrichtungslink wurde benutzt, ist abgelaufen oder durch einen neueren ersetzt, oder ein Administrator kann sich schon anmelden.',
  'errors.setup_link_invalid.remedy':
    'Führen Sie `portcullis setup` aus. Der Befehl zeigt einen neuen Link oder sagt, warum keiner nötig ist.',
  'errors.invitation_invalid.title': 'Diese Einladung funktioniert nicht mehr',
  'errors.invitation_invalid.message':
    'Eine Einladung funktioniert einmal und eine Woche lang, und nur bis Sie eine Anmeldemethode haben.',
  'errors.invitation_invalid.advice':
    'Wenn Sie sich schon einmal angemeldet haben, melden Sie sich bitte wie gewohnt an. Andernfalls bitten Sie die Administration der Website um eine neue Einladung.',
  'errors.invitation_invalid.meaning':
    'Eine Einladung wurde benutzt, ist älter als eine Woche oder durch eine neuere ersetzt, oder ihr Benutzerkonto kann sich schon anmelden oder ist deaktiviert.',
  'errors.invitation_invalid.remedy':
    'Ist noch keine Anmeldung möglich, senden Sie auf der Seite des Benutzerkontos unter `/admin/users` eine neue Einladung.',
  'errors.user_has_account.title': 'Dieses Konto hat schon eine Anmeldemethode',
  'errors.user_has_account.message':
    'Für dieses Konto gibt es schon eine Anmeldemethode. Es wurde keine Einladung erstellt.',
  'errors.user_has_account.advice':
    'Wenn das Passwort vergessen wurde, senden Sie bitte einen Link für ein neues.',
  'errors.user_has_account.meaning':
    'Ein Administrator hat jemanden eingeladen, der schon ein Konto zum Anmelden hat.',
  'errors.user_has_account.remedy':
    'Senden Sie einen Link für ein neues Passwort, oder lassen Sie die Person sich wie gewohnt anmelden.',
  'errors.username_rejected.title': 'Bitte wählen Sie einen anderen Benutzernamen',
  'errors.username_rejected.message': 'Dieser Benutzername kann nicht verwendet werden.',
  'errors.username_rejected.advice': 'Bitte wählen Sie einen anderen.',
  'errors.username_rejected.meaning':
    'Der Benutzername besteht nicht aus 2 bis 30 Zeichen von a-z, 0-9, ".", "_" und "-", ist reserviert oder vergeben; oder jemand, der schon einen gewählt hat, wollte einen anderen wählen.',
  'errors.username_rejected.remedy': 'Wählen Sie einen anderen.',
  'errors.profile_rejected.title': 'Das kann nicht gespeichert werden',
  'errors.profile_rejected.message': 'Der Name oder das Bild kann nicht verwendet werden.',
  'errors.profile_rejected.advice': 'Bitte geben Sie etwas anderes ein.',
  'errors.profile_rejected.meaning':
    'Der Name oder das Bild, das jemand für sich eingegeben hat, ist zu lang oder fehlerhaft, oder `PROFILE_EDITING` lässt die Änderung nicht zu.',
  'errors.profile_rejected.remedy': 'Geben Sie etwas anderes ein. Ein Bild ist eine Adresse mit `https:`.',
  'errors.unknown_user.title': 'Benutzerkonto nicht gefunden',
  'errors.unknown_user.message': 'Es gibt kein Benutzerkonto mit dieser Kennung.',
  'errors.unknown_user.advice': 'Bitte suchen Sie es in der Liste.',
  'errors.unknown_user.meaning':
    'Ein Administrator hat ein Benutzerkonto geöffnet, das es nicht oder nicht mehr gibt.',
  'errors.unknown_user.remedy': 'Suchen Sie das Benutzerkonto in der Liste.',
  'errors.confirmation_wrong.title': 'Der Name stimmt nicht überein',
  'errors.confirmation_wrong.message':
    'Sie haben nicht den Namen eingegeben, nach dem die Seite fragt. Es wurde nichts gelöscht.',
  'errors.confirmation_wrong.advice': 'Bitte geben Sie den Namen genau so ein, wie ihn die Seite zeigt.',
  'errors.confirmation_wrong.meaning':
    'Ein Administrator hat ein Löschen bestätigt, ohne den Namen einzugeben, den die Seite verlangte.',
  'errors.confirmation_wrong.remedy': 'Geben Sie den Namen genau so ein, wie die Seite ihn zeigt.',
  'errors.self_action_forbidden.title': 'Das geht nicht mit Ihrem eigenen Konto',
  'errors.self_action_forbidden.message': 'Mit dem eigenen Konto ist das hier nicht möglich.',
  'errors.self_action_forbidden.advice':
    'Verwenden Sie für Ihre Sitzungen und Anmeldemethoden die Seite Ihres Kontos, oder bitten Sie eine andere Person aus der Administration.',
  'errors.self_action_forbidden.meaning':
    'Ein Administrator wollte das eigene Konto auf der Seite der Benutzerkonten ändern.',
  'errors.self_action_forbidden.remedy':
    'Benutzen Sie die Kontoseite oder die Befehlszeile, oder bitten Sie einen anderen Administrator.',
  'errors.last_administrator.title': 'Das ist das letzte Konto mit Administrationsrechten',
  'errors.last_administrator.message': 'Mindestens ein Konto mit Administrationsrechten ist erforderlich.',
  'errors.last_administrator.advice': 'Bitte geben Sie zuerst einer anderen Person Administrationsrechte.',
  'errors.last_administrator.meaning':
    'Ein Administrator wollte das letzte aktive Konto mit Administrationsrolle deaktivieren oder ihm diese Rolle entziehen.',
  'errors.last_administrator.remedy':
    'Geben Sie zuerst einem anderen Benutzerkonto die Administrationsrolle.',
  'errors.wrong_credentials.title': 'Anmeldung fehlgeschlagen',
  'errors.wrong_credentials.message': 'Benutzername oder Passwort ist falsch.',
  'errors.wrong_credentials.advice': 'Bitte prüfen Sie beides und versuchen Sie es erneut.',
  'errors.wrong_credentials.meaning':
    'Das Benutzerkonto gibt es nicht, es hat kein Passwort oder ein anderes. Das Protokoll nennt den Grund.',
  'errors.wrong_credentials.remedy': 'Prüfen Sie beides; siehe [passwords.md](passwords.md).',
  'errors.password_rejected.title': 'Bitte wählen Sie ein anderes Passwort',
  'errors.password_rejected.message': 'Das neue Passwort entspricht nicht den Regeln.',
  'errors.password_rejected.advice': 'Bitte wählen Sie ein längeres oder ein schwerer zu erratendes.',
  'errors.password_rejected.meaning':
    'Das neue Passwort ist zu kurz, zu lang, zu verbreitet oder einer der eigenen Namen.',
  'errors.password_rejected.remedy': 'Wählen Sie ein anderes Passwort.',
  'errors.browser_cookie_required.title': 'Bitte laden Sie zuerst die Seite',
  'errors.browser_cookie_required.message': 'Dieser Browser hat noch kein Cookie dieser Website.',
  'errors.browser_cookie_required.advice':
    'Bitte laden Sie die Live-Seite und erlauben Sie Cookies für diese Website.',
  'errors.browser_cookie_required.meaning': 'Die Verbindung wurde ohne ein Cookie dieser Website geöffnet.',
  'errors.browser_cookie_required.remedy':
    'Laden Sie zuerst `/live`. Wenn alle betroffen sind, entfernt der Proxy Cookies.',
  'errors.ticket_rejected.title': 'Die Anmeldung wurde nicht abgeschlossen',
  'errors.ticket_rejected.message':
    'Diese Anmeldung ist abgelaufen, wurde bereits verwendet oder in einem anderen Browser gestartet.',
  'errors.ticket_rejected.advice': 'Bitte melden Sie sich erneut an.',
  'errors.ticket_rejected.meaning':
    'Das Ticket einer Anmeldung über WebSocket wurde schon benutzt, ist älter als 30 Sekunden oder gehört einem anderen Browser.',
  'errors.ticket_rejected.remedy': 'Melden Sie sich erneut an.',
  'errors.logout_token_rejected.title': 'Die Abmeldung wurde nicht angenommen',
  'errors.logout_token_rejected.message':
    'Das Logout-Token des Anbieters ist ungültig oder nicht für diese Website bestimmt.',
  'errors.logout_token_rejected.advice': 'Es wurde keine Sitzung beendet. Die Antwort nennt das Problem.',
  'errors.logout_token_rejected.meaning':
    'Das Logout-Token eines Anbieters ist ungültig, zu alt oder nicht für diesen Client bestimmt.',
  'errors.logout_token_rejected.remedy':
    'Keine Sitzung wurde beendet. Die Antwort, das Protokoll und der Ablauf der Anmeldung nennen das Problem; prüfen Sie den Client und die Schlüssel beim Anbieter.',
  'errors.attempt_unknown.title': 'Diese Anmeldung ist nicht mehr gültig',
  'errors.attempt_unknown.message': 'Diese Anmeldung ist abgelaufen oder wurde bereits abgeschlossen.',
  'errors.attempt_unknown.advice':
    'Bitte beginnen Sie von vorn. Danach gelangen Sie zu der Seite, die Sie öffnen wollten.',
  'errors.attempt_unknown.meaning':
    'Der `state` gehört zu keinem Anmeldeversuch oder zu einem, der schon gelöscht ist.',
  'errors.attempt_unknown.remedy':
    'Beginnen Sie von vorn. Wenn alle betroffen sind, benutzen die Prozesse nicht dieselbe Datenbank.',
  'errors.attempt_expired.title': 'Das hat zu lange gedauert',
  'errors.attempt_expired.message':
    'Die Anmeldung hat zu lange gedauert und wurde zu Ihrer Sicherheit abgebrochen.',
  'errors.attempt_expired.advice':
    'Bitte beginnen Sie von vorn. Danach gelangen Sie zu der Seite, die Sie öffnen wollten.',
  'errors.attempt_expired.meaning':
    'Der Anmeldeversuch ist älter als 20 Minuten, oder der Schlüssel, mit dem er verschlüsselt wurde, fehlt.',
  'errors.attempt_expired.remedy':
    'Beginnen Sie von vorn. Lassen Sie alte Schlüssel eine Zeit lang in `ENCRYPTION_KEYS`.',
  'errors.attempt_used.title': 'Bereits verwendet',
  'errors.attempt_used.message': 'Diese Antwort des Anbieters wurde bereits verwendet; sie gilt nur einmal.',
  'errors.attempt_used.message.named':
    'Diese Antwort von {provider} wurde bereits verwendet; sie gilt nur einmal.',
  'errors.attempt_used.advice':
    'Bitte beginnen Sie von vorn. Danach gelangen Sie zu der Seite, die Sie öffnen wollten.',
  'errors.attempt_used.meaning': 'Die Antwort wurde schon benutzt: ein Doppelklick oder die Zurück-Taste.',
  'errors.attempt_used.remedy': 'Beginnen Sie von vorn, falls Sie nicht schon angemeldet sind.',
  'errors.attempt_wrong_browser.title': 'In einem anderen Browser gestartet',
  'errors.attempt_wrong_browser.message':
    'Diese Anmeldung wurde in einem anderen Browser gestartet, oder ihr Cookie ging verloren.',
  'errors.attempt_wrong_browser.advice':
    'Bitte beginnen Sie in diesem Browser von vorn und erlauben Sie Cookies für diese Website.',
  'errors.attempt_wrong_browser.meaning':
    'Ein anderer Browser hat den Versuch begonnen, oder das Cookie des Browsers ging verloren.',
  'errors.attempt_wrong_browser.remedy':
    'Beginnen Sie in einem einzigen Browser von vorn, der Cookies annimmt. Wenn alle betroffen sind, prüfen Sie, ob der Proxy Cookies entfernt oder ob `BASE_URL` mit https beginnt, während http benutzt wird.',
  'errors.attempt_other_backend.title': 'Falscher Anbieter',
  'errors.attempt_other_backend.message':
    'Die Antwort kam von einem anderen Anbieter als dem, den Sie gewählt haben.',
  'errors.attempt_other_backend.advice':
    'Bitte beginnen Sie von vorn. Danach gelangen Sie zu der Seite, die Sie öffnen wollten.',
  'errors.attempt_other_backend.meaning':
    'Die Antwort kam an der Weiterleitungs-URI eines anderen Anbieters an.',
  'errors.attempt_other_backend.remedy':
    'Prüfen Sie die Weiterleitungs-URI, die beim Anbieter eingetragen ist.',
  'errors.session_user_changed.title': 'Das angemeldete Konto hat gewechselt',
  'errors.session_user_changed.message':
    'Inzwischen ist ein anderes Konto angemeldet. Es wurde nichts verbunden oder geändert.',
  'errors.session_user_changed.advice':
    'Bitte prüfen Sie auf der Seite Ihres Kontos, wer angemeldet ist, und beginnen Sie von vorn.',
  'errors.session_user_changed.meaning':
    'In diesem Browser ist jemand anderes angemeldet als die Person, die das Verbinden oder die unterbrochene Anmeldung begonnen hat.',
  'errors.session_user_changed.remedy': 'Beginnen Sie mit dem richtigen Benutzerkonto von vorn.',
  'errors.partial_unknown.title': 'Diese Anmeldung wartet nicht mehr',
  'errors.partial_unknown.message':
    'Diese Anmeldung wurde abgebrochen, in einem anderen Tab oder Browser fortgesetzt, oder es gab sie nie.',
  'errors.partial_unknown.advice':
    'Bitte beginnen Sie von vorn. Danach gelangen Sie zu der Seite, die Sie öffnen wollten.',
  'errors.partial_unknown.meaning':
    'Zu dieser Adresse gehört keine unterbrochene Anmeldung: Sie wurde abgebrochen, anderswo fortgesetzt oder gelöscht.',
  'errors.partial_unknown.remedy': 'Beginnen Sie von vorn.',
  'errors.partial_expired.title': 'Das hat zu lange gedauert',
  'errors.partial_expired.message': 'Diese Anmeldung ist nach 30 Minuten ohne Antwort abgelaufen.',
  'errors.partial_expired.advice':
    'Bitte beginnen Sie von vorn. Danach gelangen Sie zu der Seite, die Sie öffnen wollten.',
  'errors.partial_expired.meaning':
    'Die Anmeldung war länger als 30 Minuten unterbrochen, oder der Schlüssel, mit dem sie verschlüsselt wurde, fehlt.',
  'errors.partial_expired.remedy': 'Beginnen Sie von vorn.',
  'errors.partial_used.title': 'Bereits abgeschlossen',
  'errors.partial_used.message':
    'Diese Anmeldung wurde bereits abgeschlossen, durch einen früheren Klick oder in einem anderen Tab.',
  'errors.partial_used.advice': 'Wenn Sie nicht angemeldet sind, beginnen Sie bitte von vorn.',
  'errors.partial_used.meaning':
    'Die Anmeldung wurde schon abgeschlossen: ein Doppelklick oder ein anderer Tab.',
  'errors.partial_used.remedy': 'Beginnen Sie von vorn, falls Sie nicht schon angemeldet sind.',
  'errors.partial_wrong_browser.title': 'In einem anderen Browser gestartet',
  'errors.partial_wrong_browser.message':
    'Sie können diese Anmeldung nur in dem Browser fortsetzen, in dem Sie sie gestartet haben.',
  'errors.partial_wrong_browser.advice':
    'Bitte kehren Sie zu dem anderen Browser zurück, oder beginnen Sie in diesem von vorn.',
  'errors.partial_wrong_browser.meaning':
    'Die unterbrochene Anmeldung gehört einem anderen Browser. Auch ein Link aus einer E-Mail verschiebt sie nicht: In einem anderen Browser zeigt seine Seite den Code, der dort einzugeben ist, wo die Anmeldung begonnen wurde.',
  'errors.partial_wrong_browser.remedy':
    'Fahren Sie im ersten Browser fort, oder beginnen Sie von vorn. Wenn alle betroffen sind, entfernt der Proxy Cookies.',
  'errors.code_rejected.title': 'Dieser Code ist nicht mehr gültig',
  'errors.code_rejected.message': 'Dieser Code ist abgelaufen oder wurde bereits verwendet.',
  'errors.code_rejected.advice': 'Bitte fordern Sie einen neuen Code an.',
  'errors.code_rejected.meaning':
    'Der Code aus einer E-Mail wurde benutzt, ist abgelaufen, wurde zu oft versucht, durch einen neueren ersetzt oder nicht auf dieser Seite angefordert.',
  'errors.code_rejected.remedy': 'Fordern Sie einen neuen Code an.',
  'errors.code_wrong.title': 'Dieser Code ist falsch',
  'errors.code_wrong.message': 'Dieser Code stimmt nicht.',
  'errors.code_wrong.advice': 'Prüfen Sie die E-Mail und versuchen Sie es erneut.',
  'errors.code_wrong.meaning': 'Der Code ist nicht der, der gesendet wurde.',
  'errors.code_wrong.remedy': 'Vergleichen Sie ihn mit der E-Mail. Fünf Versuche sind möglich.',
  'errors.email_invalid.title': 'Bitte prüfen Sie die E-Mail-Adresse',
  'errors.email_invalid.message': 'Das ist keine gültige E-Mail-Adresse.',
  'errors.email_invalid.advice': 'Geben Sie eine Adresse wie ada@example.com ein.',
  'errors.email_invalid.meaning': 'Die Eingabe ist nicht genau eine einfache Adresse.',
  'errors.email_invalid.remedy':
    'Geben Sie eine Adresse wie `ada@example.com` ein, ohne Namen und ohne Komma.',
  'errors.email_already_verified.title': 'Diese Adresse gehört zu einem anderen Konto',
  'errors.email_already_verified.message':
    'Ein anderes Konto auf dieser Website hat diese E-Mail-Adresse bestätigt. Es wurde nichts geändert.',
  'errors.email_already_verified.advice':
    'Bitte verwenden Sie eine andere Adresse, oder melden Sie sich mit dem anderen Konto an.',
  'errors.email_already_verified.meaning': 'Eine andere Person hat diese E-Mail-Adresse schon bestätigt.',
  'errors.email_already_verified.remedy':
    'Verwenden Sie eine andere Adresse, oder melden Sie sich mit dem anderen Konto an.',
  'errors.mail_unavailable.title': 'Hier nicht verfügbar',
  'errors.mail_unavailable.message':
    'Für diese Seite werden E-Mails benötigt, und diese Website kann keine senden.',
  'errors.mail_unavailable.advice': 'Bitte wenden Sie sich an die Administration der Website.',
  'errors.mail_unavailable.meaning':
    'Die Seite braucht E-Mail, und `SMTP_URL` ist in Produktion nicht gesetzt.',
  'errors.mail_unavailable.remedy': 'Setzen Sie `SMTP_URL` und `MAIL_FROM`.',
  'errors.device_code_unknown.title': 'Wir kennen diesen Code nicht',
  'errors.device_code_unknown.message': 'Kein Gerät wartet mit diesem Code.',
  'errors.device_code_unknown.advice': 'Prüfen Sie Ihr Gerät und versuchen Sie es erneut.',
  'errors.device_code_unknown.meaning':
    'Kein wartendes Gerät hat diesen Code, oder der Code gehört einem anderen Client oder Schlüssel.',
  'errors.device_code_unknown.remedy': 'Geben Sie den Code ein, den das Gerät jetzt zeigt.',
  'errors.device_code_expired.title': 'Dieser Code ist abgelaufen',
  'errors.device_code_expired.message': 'Der Code ist nach zehn Minuten abgelaufen.',
  'errors.device_code_expired.advice': 'Bitte lassen Sie sich auf dem Gerät einen neuen Code anzeigen.',
  'errors.device_code_expired.meaning': 'Der Gerätecode ist älter als zehn Minuten.',
  'errors.device_code_expired.remedy': 'Fordern Sie auf dem Gerät einen neuen Code an.',
  'errors.device_code_used.title': 'Dieser Code wurde bereits verwendet',
  'errors.device_code_used.message': 'Diese Anfrage wurde bereits beantwortet.',
  'errors.device_code_used.advice':
    'Wenn das Gerät noch wartet, lassen Sie sich dort bitte einen neuen Code anzeigen.',
  'errors.device_code_used.meaning':
    'Das Gerät wurde schon zugelassen oder abgelehnt, oder es hat seine Sitzung schon.',
  'errors.device_code_used.remedy': 'Wartet das Gerät noch, fordern Sie dort einen neuen Code an.',
  'errors.device_denied.title': 'Das Gerät wurde abgelehnt',
  'errors.device_denied.message':
    'Das Gerät wurde abgelehnt, oder die Zustimmung wurde zurückgezogen, bevor das Gerät sie genutzt hat.',
  'errors.device_denied.advice':
    'Wenn das ein Versehen war, lassen Sie sich bitte auf dem Gerät einen neuen Code anzeigen.',
  'errors.device_denied.meaning':
    'Das Gerät wurde abgelehnt, oder die Zulassung wurde zurückgezogen: durch Abmelden überall, ein neues Passwort oder das Trennen des Kontos.',
  'errors.device_denied.remedy': 'Beginnen Sie auf dem Gerät von vorn.',
  'errors.dpop_proof_invalid.title': 'Das Gerät konnte seinen Schlüssel nicht nachweisen',
  'errors.dpop_proof_invalid.message': 'Der DPoP-Nachweis fehlt oder ist ungültig.',
  'errors.dpop_proof_invalid.advice': 'Bitte beginnen Sie auf dem Gerät von vorn.',
  'errors.dpop_proof_invalid.meaning':
    'Der DPoP-Nachweis fehlt oder ist ungültig. Das Protokoll sagt, warum.',
  'errors.dpop_proof_invalid.remedy':
    'Siehe [devices.md](devices.md#bound-to-a-key). Eine häufige Ursache ist eine falsch gehende Uhr.',
  'errors.unsupported_grant_type.title': 'Nicht unterstützter Grant-Typ',
  'errors.unsupported_grant_type.message': 'Hier wird nur der Device Grant unterstützt.',
  'errors.unsupported_grant_type.advice': 'Bitte verwenden Sie die Anmeldeseite.',
  'errors.unsupported_grant_type.meaning':
    '`/device/token` wurde mit einem anderen Grant-Typ als dem für Geräte aufgerufen.',
  'errors.unsupported_grant_type.remedy': 'Korrigieren Sie den Client.',
  'errors.access_denied.title': 'Anmeldung abgebrochen',
  'errors.access_denied.message':
    'Der Anbieter hat gemeldet, dass die Anmeldung abgebrochen oder abgelehnt wurde.',
  'errors.access_denied.message.named':
    '{provider} hat gemeldet, dass die Anmeldung abgebrochen oder abgelehnt wurde.',
  'errors.access_denied.advice': 'Wenn Sie nicht abbrechen wollten, beginnen Sie bitte von vorn.',
  'errors.access_denied.meaning': 'Die Person oder der Anbieter hat die Anmeldung abgelehnt.',
  'errors.access_denied.remedy':
    'Beginnen Sie von vorn, wenn es ein Versehen war. Hat der Anbieter abgelehnt, stehen seine eigenen Worte auf der Seite und in `detail`: Bei Microsoft zum Beispiel muss die Person der Anwendung zugewiesen sein.',
  'errors.provider_error.title': 'Der Anbieter hat ein Problem gemeldet',
  'errors.provider_error.title.named': '{provider} hat ein Problem gemeldet',
  'errors.provider_error.message': 'Der Anbieter hat die Anmeldung mit einem Fehler beendet.',
  'errors.provider_error.message.named': '{provider} hat die Anmeldung mit einem Fehler beendet.',
  'errors.provider_error.advice':
    'Bitte beginnen Sie von vorn. Wenn das Problem bestehen bleibt, wenden Sie sich mit der Referenz unten an die Administration der Website.',
  'errors.provider_error.meaning':
    'Der Anbieter hat die Anmeldung mit einem OAuth-Fehler beendet. Das Protokoll enthält dessen Code und die Beschreibung des Anbieters.',
  'errors.provider_error.remedy':
    'Suchen Sie den Code in der Dokumentation des Anbieters. Häufige Ursachen sind eine falsche Weiterleitungs-URI, ein falscher Scope oder ein falscher Autorisierungscode.',
  'errors.callback_invalid.title': 'Die Antwort war ungültig',
  'errors.callback_invalid.message': 'Die Antwort des Anbieters war unvollständig oder widersprüchlich.',
  'errors.callback_invalid.message.named':
    'Die Antwort von {provider} war unvollständig oder widersprüchlich.',
  'errors.callback_invalid.advice':
    'Bitte beginnen Sie von vorn. Danach gelangen Sie zu der Seite, die Sie öffnen wollten.',
  'errors.callback_invalid.meaning':
    'Der Antwort fehlt ein Parameter, sie wiederholt einen oder nennt einen anderen Aussteller.',
  'errors.callback_invalid.remedy':
    'Beginnen Sie von vorn. Wenn alle betroffen sind, lesen Sie `detail` im Protokoll oder im Ablauf der Anmeldung.',
  'errors.identity_rejected.title': 'Wir konnten die Antwort des Anbieters nicht prüfen',
  'errors.identity_rejected.title.named': 'Wir konnten die Antwort von {provider} nicht prüfen',
  'errors.identity_rejected.message': 'Die Antwort hat eine Sicherheitsprüfung nicht bestanden.',
  'errors.identity_rejected.advice':
    'Bitte beginnen Sie von vorn. Wenn das Problem bestehen bleibt, wenden Sie sich mit der Referenz unten an die Administration der Website.',
  'errors.identity_rejected.meaning':
    'Das ID-Token, die Token-Antwort oder die UserInfo-Antwort hat eine Prüfung nicht bestanden.',
  'errors.identity_rejected.remedy':
    'Lesen Sie `detail` im Protokoll oder im Ablauf der Anmeldung: Es nennt die Prüfung. Häufige Ursachen sind `idTokenAlgorithm`, eine falsch gehende Uhr oder `prompt=login` bei einem Anbieter, der kein `auth_time` sendet.',
  'errors.provider_unavailable.title': 'Der Anbieter ist nicht erreichbar',
  'errors.provider_unavailable.title.named': '{provider} ist nicht erreichbar',
  'errors.provider_unavailable.message': 'Der Anbieter hat nicht oder mit einem Fehler geantwortet.',
  'errors.provider_unavailable.message.named': '{provider} hat nicht oder mit einem Fehler geantwortet.',
  'errors.provider_unavailable.advice':
    'Bitte versuchen Sie es gleich noch einmal, oder melden Sie sich anders an.',
  'errors.provider_unavailable.meaning':
    'Der Anbieter ist nicht erreichbar oder hat mit einem Fehler geantwortet.',
  'errors.provider_unavailable.remedy':
    'Versuchen Sie es noch einmal. Prüfen Sie das Netz und das DNS des Servers.',
  'errors.provider_timeout.title': 'Der Anbieter hat zu lange gebraucht',
  'errors.provider_timeout.title.named': '{provider} hat zu lange gebraucht',
  'errors.provider_timeout.message': 'Der Anbieter hat nicht rechtzeitig geantwortet.',
  'errors.provider_timeout.message.named': '{provider} hat nicht rechtzeitig geantwortet.',
  'errors.provider_timeout.advice':
    'Bitte versuchen Sie es gleich noch einmal, oder melden Sie sich anders an.',
  'errors.provider_timeout.meaning':
    'Ein Aufruf dauerte länger als 5 Sekunden oder alle zusammen länger als 9, sofern `timeout` nichts anderes sagt.',
  'errors.provider_timeout.remedy':
    'Versuchen Sie es noch einmal. Prüfen Sie die Verbindung des Servers zum Anbieter.',
  'errors.provider_misconfigured.title': 'Die Anmeldung mit dem Anbieter funktioniert gerade nicht',
  'errors.provider_misconfigured.title.named': 'Die Anmeldung mit {provider} funktioniert gerade nicht',
  'errors.provider_misconfigured.message': 'Die Verbindung zum Anbieter ist nicht richtig eingerichtet.',
  'errors.provider_misconfigured.message.named':
    'Die Verbindung zu {provider} ist nicht richtig eingerichtet.',
  'errors.provider_misconfigured.advice':
    'Bitte melden Sie sich anders an, oder wenden Sie sich mit der Referenz unten an die Administration der Website.',
  'errors.provider_misconfigured.meaning':
    'Der Aussteller, ein Endpunkt, die Client-ID oder das Client-Secret ist falsch, eine Adresse ist nicht öffentlich, oder der Token-Endpunkt oder UserInfo hat die Anfrage abgewiesen (Status 400 bis 499).',
  'errors.provider_misconfigured.remedy':
    'Lesen Sie `detail` im Protokoll oder im Ablauf der Anmeldung, und vergleichen Sie `issuer`, `clientId` und `clientSecret` mit dem Anbieter.',
  'errors.backend_failed.title': 'Die Anmeldung mit dem Anbieter funktioniert gerade nicht',
  'errors.backend_failed.title.named': 'Die Anmeldung mit {provider} funktioniert gerade nicht',
  'errors.backend_failed.message': 'Beim Feststellen Ihrer Identität ist ein Fehler aufgetreten.',
  'errors.backend_failed.message.named':
    'Beim Feststellen Ihrer Identität mit {provider} ist ein Fehler aufgetreten.',
  'errors.backend_failed.advice':
    'Bitte melden Sie sich anders an, oder wenden Sie sich mit der Referenz unten an die Administration der Website.',
  'errors.backend_failed.meaning':
    'Eine Funktion eines Anbieters, der als Code geschrieben ist, hat einen Fehler ausgelöst.',
  'errors.backend_failed.remedy':
    'Lesen Sie `detail` im Protokoll oder im Ablauf der Anmeldung: Es nennt den Anbieter, die Funktion und den Fehler; das Protokoll enthält den Stack. Siehe [custom-backends.md](custom-backends.md#errors).',
  'errors.not_identified.title': 'Der Anbieter hat nicht mitgeteilt, wer Sie sind',
  'errors.not_identified.title.named': '{provider} hat nicht mitgeteilt, wer Sie sind',
  'errors.not_identified.message': 'Die Anfrage enthält keine Anmeldung beim Anbieter.',
  'errors.not_identified.message.named': 'Die Anfrage enthält keine Anmeldung bei {provider}.',
  'errors.not_identified.advice':
    'Bitte prüfen Sie, ob Sie dort angemeldet sind, oder melden Sie sich anders an.',
  'errors.not_identified.meaning':
    'In der Anfrage wurde kein Benutzer gefunden, oder sie kam nicht von einem Proxy aus `TRUST_PROXY`.',
  'errors.not_identified.remedy':
    'Lesen Sie `detail` im Protokoll oder im Ablauf der Anmeldung. Lassen Sie den Proxy seine Header für `/complete/NAME` setzen, und nehmen Sie seine Adresse in `TRUST_PROXY` auf. Siehe [custom-backends.md](custom-backends.md#headers-of-a-proxy).',
  'errors.invalid_token.title': 'Dieses Token wird nicht akzeptiert',
  'errors.invalid_token.message':
    'Das Access-Token fehlt, ist abgelaufen, widerrufen oder für einen anderen Client ausgestellt.',
  'errors.invalid_token.advice':
    'Bitte holen Sie beim Anbieter ein neues Access-Token für diese Website und versuchen Sie es erneut.',
  'errors.invalid_token.advice.named':
    'Bitte holen Sie bei {provider} ein neues Access-Token für diese Website und versuchen Sie es erneut.',
  'errors.invalid_token.meaning':
    'Das Access-Token fehlt, ist abgelaufen, widerrufen, von anderer Art oder nicht für diese Website ausgestellt.',
  'errors.invalid_token.remedy':
    'Lesen Sie `detail` im Protokoll oder im Ablauf der Anmeldung: Es nennt die Prüfung. Eine häufige Ursache ist `audience`. Siehe [token-exchange.md](token-exchange.md).',
  'errors.insufficient_scope.title': 'Dem Token fehlt ein benötigter Scope',
  'errors.insufficient_scope.message':
    'Das Access-Token deckt den Scope nicht ab, der hier für die Anmeldung nötig ist.',
  'errors.insufficient_scope.advice': 'Bitte holen Sie beim Anbieter ein Access-Token mit diesem Scope.',
  'errors.insufficient_scope.advice.named':
    'Bitte holen Sie bei {provider} ein Access-Token mit diesem Scope.',
  'errors.insufficient_scope.meaning':
    'Dem Access-Token fehlt ein Scope aus `requiredScope`. Das Protokoll nennt ihn.',
  'errors.insufficient_scope.remedy': 'Holen Sie beim Anbieter ein Token mit diesem Scope.',
  'errors.backend_ambiguous.title': 'Welcher Anbieter hat dieses Token ausgestellt?',
  'errors.backend_ambiguous.message': 'Mehr als ein Anbieter könnte dieses Access-Token ausgestellt haben.',
  'errors.backend_ambiguous.advice': 'Bitte nennen Sie einen mit „?backend=“.',
  'errors.backend_ambiguous.meaning':
    'Ein opakes Token, oder ein JWT eines Ausstellers, zu dem hier mehrere Anbieter gehören, wurde ohne `?backend=` gesendet.',
  'errors.backend_ambiguous.remedy': 'Nennen Sie den Anbieter.',
  'errors.token_exchange_unsupported.title': 'Der Token-Austausch ist nicht aktiviert',
  'errors.token_exchange_unsupported.message':
    'Diese Website tauscht Access-Tokens dieses Anbieters nicht gegen Sitzungen.',
  'errors.token_exchange_unsupported.advice':
    'Bitte melden Sie sich in einem Browser an, oder wenden Sie sich an die Administration der Website.',
  'errors.token_exchange_unsupported.meaning':
    'Kein Anbieter tauscht Access-Tokens ein, oder der genannte tut es nicht.',
  'errors.token_exchange_unsupported.remedy':
    'Setzen Sie `audience` oder `introspection` für diesen Anbieter.',
  'errors.token_exchange_unavailable.title': 'Das Token konnte nicht geprüft werden',
  'errors.token_exchange_unavailable.message':
    'Der Anbieter hat auf die Frage nach dem Access-Token nicht wie erwartet geantwortet.',
  'errors.token_exchange_unavailable.message.named':
    '{provider} hat auf die Frage nach dem Access-Token nicht wie erwartet geantwortet.',
  'errors.token_exchange_unavailable.advice': 'Bitte versuchen Sie es gleich noch einmal.',
  'errors.token_exchange_unavailable.meaning':
    'Der Anbieter hat zum Access-Token nicht oder nicht wie erwartet geantwortet.',
  'errors.token_exchange_unavailable.remedy':
    'Versuchen Sie es noch einmal. Lesen Sie `detail` im Protokoll oder im Ablauf der Anmeldung.',
  'errors.interaction_required.title': 'Bitte melden Sie sich in einem Browser an',
  'errors.interaction_required.message':
    'Bei dieser Anmeldung gibt es eine Frage an Sie, die nur auf einer Webseite gestellt werden kann.',
  'errors.interaction_required.advice':
    'Bitte melden Sie sich einmal in einem Browser an und versuchen Sie es dann erneut.',
  'errors.interaction_required.meaning':
    'Die Anmeldung wurde für eine Frage unterbrochen, die nur eine Seite stellen kann.',
  'errors.interaction_required.remedy': 'Melden Sie sich einmal mit einem Browser an.',
  'errors.not_allowed.title': 'Mit diesem Konto können Sie sich nicht anmelden',
  'errors.not_allowed.message': 'Dieses Konto darf sich hier nicht anmelden.',
  'errors.not_allowed.advice':
    'Bitte verwenden Sie ein anderes Konto, oder wenden Sie sich an die Administration der Website.',
  'errors.not_allowed.meaning':
    'Die Domain steht nicht in `allowedDomains`, die Adresse ist nicht bestätigt, oder ein Claim hat keinen Wert aus `requiredValues`.',
  'errors.not_allowed.remedy': 'Benutzen Sie ein anderes Konto, oder erweitern Sie die Liste.',
  'errors.role_required.title': 'Sie haben keinen Zugriff auf diese Seite',
  'errors.role_required.message':
    'Sie sind angemeldet, aber nur Personen mit einer bestimmten Rolle dürfen diese Seite öffnen.',
  'errors.role_required.advice': 'Bitte wenden Sie sich an die Administration der Website.',
  'errors.role_required.meaning':
    'Eine Seite des Programms verlangt mit `requireRole` eine Rolle, die dieses Benutzerkonto nicht hat.',
  'errors.role_required.remedy': 'Geben Sie dem Benutzerkonto die Rolle. Siehe [embedding.md](embedding.md).',
  'errors.group_required.title': 'Sie haben keinen Zugriff auf diese Seite',
  'errors.group_required.message':
    'Sie sind angemeldet, aber nur bestimmte Gruppen oder Anmeldemethoden dürfen diese Seite öffnen.',
  'errors.group_required.advice':
    'Bitte wenden Sie sich an die Administration der Website, oder melden Sie sich mit einem anderen Konto an.',
  'errors.group_required.meaning':
    'Ein Proxy hat mit `?group=` oder `?backend=` eine Gruppe oder einen Anbieter verlangt, den dieses Benutzerkonto nicht hat.',
  'errors.group_required.remedy':
    'Vergleichen Sie die Einstellungen des Proxys mit den Gruppen des Kontos. Siehe [forward-auth.md](forward-auth.md).',
  'errors.group_ambiguous.title': 'Diese Seite ist nicht richtig eingerichtet',
  'errors.group_ambiguous.message':
    'Die Website, die diese Seite schützt, verlangt eine Gruppe, ohne den Anbieter zu nennen, zu dem sie gehört.',
  'errors.group_ambiguous.advice': 'Bitte wenden Sie sich an die Administration der Website.',
  'errors.group_ambiguous.meaning':
    'Ein Proxy hat `?group=NAME` verlangt, und mehrere Anbieter speichern Gruppen oder keiner. Auch deaktivierte Anbieter zählen, und entfernte, die noch Konten haben. Eine Gruppe gehört zu ihrem Anbieter.',
  'errors.group_ambiguous.remedy':
    'Schreiben Sie `?group=BACKEND:NAME` in die Einstellungen des Proxys, und lassen Sie den Anbieter den Claim mit `extraClaims` speichern. Siehe [forward-auth.md](forward-auth.md#requiring-groups-claims-and-backends).',
  'errors.registration_closed.title': 'Die Registrierung ist geschlossen',
  'errors.registration_closed.message': 'Diese Website nimmt zurzeit keine neuen Konten an.',
  'errors.registration_closed.advice':
    'Wenn Sie schon ein Konto haben, melden Sie sich bitte wie gewohnt an.',
  'errors.registration_closed.meaning':
    'Eine neue Person wollte sich anmelden oder registrieren, während `REGISTRATION` auf `closed` steht.',
  'errors.registration_closed.remedy':
    'Melden Sie sich mit einem vorhandenen Konto an, und verbinden Sie dieses damit.',
  'errors.claim_missing.title': 'Der Anbieter hat nicht alles übermittelt, was wir benötigen',
  'errors.claim_missing.title.named': '{provider} hat nicht alles übermittelt, was wir benötigen',
  'errors.claim_missing.message': 'Der Anbieter hat Angaben nicht übermittelt, die diese Website benötigt.',
  'errors.claim_missing.message.named':
    '{provider} hat Angaben nicht übermittelt, die diese Website benötigt.',
  'errors.claim_missing.advice':
    'Bitte beginnen Sie von vorn und stimmen Sie der Übermittlung zu, oder verwenden Sie ein anderes Konto.',
  'errors.claim_missing.meaning': 'Ein Claim aus `requiredClaims` fehlt. Das Protokoll nennt ihn.',
  'errors.claim_missing.remedy': 'Stimmen Sie zu, ihn weiterzugeben; prüfen Sie `scopes`.',
  'errors.email_belongs_to_user.title': 'Sie haben bereits ein Konto',
  'errors.email_belongs_to_user.message': 'Es gibt bereits ein Konto mit Ihrer E-Mail-Adresse.',
  'errors.email_belongs_to_user.advice':
    'Bitte melden Sie sich wie gewohnt an. Auf der Seite Ihres Kontos können Sie ein Passwort festlegen.',
  'errors.email_belongs_to_user.meaning':
    'Jemand registriert sich mit einer Adresse, die eine andere Person bestätigt hat. Bei einem Anbieter wird stattdessen ein Nachweis verlangt.',
  'errors.email_belongs_to_user.remedy': 'Melden Sie sich wie gewohnt an.',
  'errors.account_taken.title': 'Dieses Konto ist mit einem anderen Benutzerkonto verbunden',
  'errors.account_taken.message':
    'Ihr Konto beim Anbieter ist auf dieser Website bereits mit einem anderen Benutzerkonto verbunden. Es wurde nichts geändert.',
  'errors.account_taken.message.named':
    'Ihr Konto bei {provider} ist auf dieser Website bereits mit einem anderen Benutzerkonto verbunden. Es wurde nichts geändert.',
  'errors.account_taken.advice':
    'Bitte melden Sie sich beim Anbieter ab und wählen Sie ein anderes Konto, oder trennen Sie dieses zuerst von dem anderen Benutzerkonto.',
  'errors.account_taken.advice.named':
    'Bitte melden Sie sich bei {provider} ab und wählen Sie ein anderes Konto, oder trennen Sie dieses zuerst von dem anderen Benutzerkonto.',
  'errors.account_taken.meaning':
    'Das Konto, das verbunden werden soll, ist hier schon mit einem anderen Benutzerkonto verbunden.',
  'errors.account_taken.remedy':
    'Wählen Sie beim Anbieter ein anderes Konto, oder trennen Sie es zuerst vom anderen Benutzerkonto.',
  'errors.user_disabled.title': 'Ihr Konto ist deaktiviert',
  'errors.user_disabled.message': 'Ihr Konto wurde von der Administration deaktiviert.',
  'errors.user_disabled.advice': 'Bitte wenden Sie sich an die Administration der Website.',
  'errors.user_disabled.meaning': 'Ein Administrator hat dieses Benutzerkonto deaktiviert.',
  'errors.user_disabled.remedy':
    'Aktivieren Sie das Benutzerkonto unter `/admin/users` oder mit `portcullis user enable`.',
  'errors.refused.title': 'Sie können sich hier nicht anmelden',
  'errors.refused.message': 'Diese Website hat die Anmeldung nicht angenommen.',
  'errors.refused.advice': 'Bitte wenden Sie sich an die Administration der Website.',
  'errors.refused.meaning':
    'Ein eigener Schritt der Website hat die Anmeldung mit `refuse(reason, shown)` abgelehnt. Die Seite zeigt die Worte des Schritts, wenn er welche hat.',
  'errors.refused.remedy':
    'Der Ablauf der Anmeldung enthält den Namen des Schritts und seinen Grund. Siehe [pipeline.md](pipeline.md#refusing).',
  'errors.step_failed.title': 'Die Anmeldung konnte nicht abgeschlossen werden',
  'errors.step_failed.message':
    'Ein Teil dieser Website ist während der Anmeldung ausgefallen. Es wurde nichts geändert.',
  'errors.step_failed.advice':
    'Bitte versuchen Sie es erneut. Wenn das Problem bestehen bleibt, wenden Sie sich mit der Referenz unten an die Administration der Website.',
  'errors.step_failed.meaning':
    'Ein eigener Schritt der Website hat einen Fehler ausgelöst, länger als zwei Sekunden gebraucht oder etwas Unerlaubtes zurückgegeben. Die Anmeldung wurde zurückgenommen.',
  'errors.step_failed.remedy':
    'Die Zeile des Protokolls mit der Referenz nennt den Schritt und enthält seinen Fehler. Siehe [pipeline.md](pipeline.md#when-a-step-fails).',
  'errors.field_invalid.title': 'Die Felder sind nicht gültig',
  'errors.field_invalid.message':
    'Ein Feld der Person hat nicht die Form, die diese Website erwartet. Es wurde nichts geändert.',
  'errors.field_invalid.advice': 'Bitte prüfen Sie die Felder.',
  'errors.field_invalid.meaning':
    'Ein Feld eines Benutzerkontos passt nicht zu `user.fields` der Konfiguration.',
  'errors.field_invalid.remedy':
    'Das `detail` im Protokoll oder im Ablauf der Anmeldung nennt das Feld. Siehe [pipeline.md](pipeline.md#roles-and-fields).',
  'errors.issuer_changed.title': 'Wir können Ihr Konto nicht zuordnen',
  'errors.issuer_changed.message':
    'Beim Anbieter hat sich seit Ihrer letzten Anmeldung etwas geändert. Wir konnten Ihr Konto nicht zuordnen, und Sie wurden nicht angemeldet.',
  'errors.issuer_changed.message.named':
    'Bei {provider} hat sich seit Ihrer letzten Anmeldung etwas geändert. Wir konnten Ihr Konto nicht zuordnen, und Sie wurden nicht angemeldet.',
  'errors.issuer_changed.advice':
    'Bitte melden Sie sich anders an, oder wenden Sie sich mit der Referenz unten an die Administration der Website.',
  'errors.issuer_changed.meaning':
    'Das Konto mit dieser Kennung (`sub`) ist unter einem anderen Aussteller gespeichert. Eine Kennung gehört zu einem Aussteller, bei diesem kann sie also jemand anderem gehören.',
  'errors.issuer_changed.remedy':
    'Ist der Anbieter umgezogen und hat seine Benutzer behalten, führen Sie `portcullis backend move-accounts` aus. Ist es ein anderer Anbieter, geben Sie ihm einen anderen Namen; siehe [backends.md](backends.md#when-an-issuer-changes).',
  'errors.last_login_method.title': 'Das ist Ihre einzige Anmeldemethode',
  'errors.last_login_method.message':
    'Ohne sie könnten Sie sich nicht mehr anmelden. Sie wurde deshalb nicht getrennt.',
  'errors.last_login_method.advice': 'Bitte fügen Sie zuerst eine andere hinzu.',
  'errors.last_login_method.meaning': 'Das ist das einzige Konto, mit dem eine Anmeldung möglich ist.',
  'errors.last_login_method.remedy': 'Verbinden Sie zuerst ein anderes Konto.',
  'errors.unknown_account.title': 'Konto nicht gefunden',
  'errors.unknown_account.message': 'Dieses Konto ist nicht verbunden.',
  'errors.unknown_account.advice': 'Bitte laden Sie die Seite Ihres Kontos neu.',
  'errors.unknown_account.meaning':
    'Dieses verbundene Konto gibt es nicht. Vielleicht wurde es in einem anderen Tab getrennt.',
  'errors.unknown_account.remedy': 'Laden Sie die Kontoseite neu.',
  'errors.unavailable.title': 'Vorübergehend nicht verfügbar',
  'errors.unavailable.message': 'Ein Teil dieser Website ist gerade nicht verfügbar.',
  'errors.unavailable.advice': 'Bitte versuchen Sie es gleich noch einmal.',
  'errors.unavailable.meaning':
    'Die Datenbank ist nicht erreichbar, zu langsam, voll oder schreibgeschützt, oder es werden zu viele Passwörter gleichzeitig geprüft.',
  'errors.unavailable.remedy': 'Versuchen Sie es noch einmal. Prüfen Sie `/readyz` und das Protokoll.',
  'errors.internal.title': 'Etwas ist schiefgegangen',
  'errors.internal.message': 'Der Fehler liegt bei uns, nicht bei Ihnen.',
  'errors.internal.advice':
    'Bitte versuchen Sie es erneut. Wenn das Problem bestehen bleibt, wenden Sie sich mit der Referenz unten an die Administration der Website.',
  'errors.internal.meaning': 'Ein Fehler in Portcullis.',
  'errors.internal.remedy': 'Melden Sie ihn, mit der Zeile des Protokolls, die die Referenz enthält.',

  'admin.title': 'Administration',
  'admin.overview': 'Übersicht',
  'admin.providers': 'Anbieter',
  'admin.users': 'Benutzerkonten',
  'admin.signIns': 'Anmeldungen',
  'admin.sessions': 'Sitzungen',
  'admin.events': 'Ereignisse',
  'admin.provider': 'Anbieter',
  'admin.nextPage': 'Nächste Seite',
  'admin.firstPage': 'Erste Seite',
  'admin.undo': 'Rückgängig machen',

  'adminProviders.add': 'Anbieter hinzufügen',
  'adminProviders.lead':
    'Die Anbieter, mit denen man sich anmelden kann. Ein Anbieter unterstützt OpenID Connect oder OAuth 2, zum Beispiel Google, GitHub oder der Ihres Unternehmens.',
  'adminProviders.all': 'Alle Anbieter',
  'adminProviders.search': 'Bezeichnung oder Name',
  'adminProviders.version': 'Version',
  'adminProviders.changed': 'Geändert',
  'adminProviders.none': 'Noch keine Anbieter.',
  'adminProviders.noMatch': 'Keine passenden Anbieter.',
  'adminProviders.settingsLead':
    'Die Anbieter aus den Einstellungen lassen sich nicht hier ändern, sondern in BACKENDS_FILE, in der Umgebung oder in der Konfiguration im Code.',
  'adminProviders.note.built-in': 'Testanbieter, in Produktion nicht vorhanden',
  'adminProviders.hiddenNote':
    'Die Einstellungen definieren einen Anbieter mit diesem Namen, der Vorrang hat.',
  'adminProviders.pendingFailed': 'Die Testanmeldung der Version {version} ist fehlgeschlagen.',
  'adminProviders.pendingTested': 'Version {version} ist getestet, aber noch nicht aktiviert.',
  'adminProviders.pendingUntested': 'Version {version} ist noch nicht getestet.',
  'adminProviders.state': 'Zustand',
  'adminProviders.state.enabled': 'aktiviert',
  'adminProviders.state.settings': 'aus den Einstellungen',
  'adminProviders.state.built-in': 'eingebaut',
  'adminProviders.state.disabled': 'deaktiviert',
  'adminProviders.state.failed': 'Test fehlgeschlagen',
  'adminProviders.state.tested': 'getestet, noch nicht aktiviert',
  'adminProviders.state.broken': 'defekt',
  'adminProviders.state.hidden': 'von den Einstellungen überdeckt',
  'adminProviders.state.draft': 'noch nicht getestet',
  'adminUsers.search': 'Name, Benutzername oder E-Mail-Adresse',
  'adminUsers.group': 'Anzeigen',
  'adminUsers.group.all': 'Alle Benutzerkonten',
  'adminUsers.group.administrators': 'Mit Administrationsrechten',
  'adminUsers.group.disabled': 'Deaktivierte Benutzerkonten',
  'adminUsers.group.without-account': 'Ohne Anmeldemethode',
  'adminUsers.submit': 'Suchen',
  'adminUsers.found': 'Gefundene Benutzerkonten',
  'adminUsers.administrator': 'Administration',
  'adminUsers.created': 'Angelegt',
  'adminUsers.disabled': 'deaktiviert',
  'adminUsers.emailVerified': '{email} (bestätigt)',
  'adminUsers.emailNotVerified': '{email} (nicht bestätigt)',
  'adminUsers.incomplete': 'Bisher keine Benutzerkonten gefunden. Die Suche ist noch nicht abgeschlossen.',
  'adminUsers.none': 'Keine Benutzerkonten gefunden.',
  'adminUsers.continue': 'Suche fortsetzen',

  'adminMark.title': 'Bild',
  'adminMark.current': 'Das Bild dieses Anbieters',
  'adminMark.file': 'SVG- oder PNG-Datei',
  'adminMark.hint':
    'Höchstens 32 KB. Das Bild steht auf Schaltflächen, 20 Pixel hoch, auf hellem und auf dunklem Grund. Eine SVG-Datei hat nur Formen und Verläufe: keine Skripte, Texte, Bilder oder Links.',
  'adminMark.save': 'Bild speichern',
  'adminMark.remove': 'Bild entfernen',
  'adminMark.rejected': 'Das Bild wird abgelehnt: {problem}.',

  'adminQuestion.disable.title': '{name} deaktivieren?',
  'adminQuestion.disable.lead':
    'Das Konto wird überall abgemeldet, und eine Anmeldung ist nicht mehr möglich. Sie können es wieder aktivieren, die Sitzungen aber nicht wiederherstellen.',
  'adminQuestion.disable.button': 'Deaktivieren und überall abmelden',
  'adminQuestion.end-session.title': 'Eine Sitzung von {name} beenden?',
  'adminQuestion.end-session.lead':
    'Der Browser, die App oder das Gerät muss sich neu anmelden. Die anderen Sitzungen dieses Kontos bleiben bestehen.',
  'adminQuestion.end-session.button': 'Abmelden',
  'adminQuestion.end-sessions.title': '{name} überall abmelden?',
  'adminQuestion.end-sessions.lead':
    'Alle Browser, Geräte und Apps dieses Kontos werden abgemeldet. Auf jedem davon ist eine neue Anmeldung nötig.',
  'adminQuestion.end-sessions.button': 'Überall abmelden',
  'adminQuestion.disconnect.title': 'Eine Anmeldemethode von {name} entfernen?',
  'adminQuestion.disconnect.lead':
    'Damit ist keine Anmeldung mehr möglich, und die damit geöffneten Sitzungen enden. Die Person kann sie wieder verbinden, es sei denn, es ist ihre einzige Anmeldemethode: Dann können nur Sie ihr wieder Zugang geben.',
  'adminQuestion.disconnect.button': 'Trennen',
  'adminQuestion.free-email.title': 'Bestätigte Adresse von {name} freigeben?',
  'adminQuestion.free-email.lead':
    'Ein anderes Konto kann diese Adresse dann bestätigen. Bis zu einer neuen Bestätigung hat die Person keine bestätigte Adresse und erhält keine E-Mails zu ihrem Konto.',
  'adminQuestion.free-email.button': 'Bestätigte Adresse freigeben',
  'adminQuestion.revoke.title': '{name} die Administrationsrolle entziehen?',
  'adminQuestion.revoke.lead':
    'Dieses Konto hat dann keinen Zugang mehr zur Administration dieser Website. Alles andere bleibt, wie es ist.',
  'adminQuestion.revoke.button': 'Administrationsrolle entziehen',
  'adminQuestion.step-down.title': 'Eigene Administrationsrolle abgeben?',
  'adminQuestion.step-down.lead':
    'Sie haben dann keinen Zugang mehr zu diesen Seiten und können das nicht selbst rückgängig machen: Nur eine andere Person mit Administrationsrolle kann sie Ihnen wieder geben.',
  'adminQuestion.step-down.button': 'Administrationsrolle abgeben',
  'adminQuestion.delete.title': '{name} löschen?',
  'adminQuestion.delete.lead':
    'Das Konto wird endgültig gelöscht, mit verbundenen Konten, Passwort, Sitzungen und dem Namen in den Ereignissen. Das lässt sich nicht rückgängig machen. Wenn Sie nur den Zugang sperren und die Daten behalten möchten, deaktivieren Sie das Konto stattdessen.',
  'adminQuestion.delete.button': 'Benutzerkonto löschen',
  'adminQuestion.delete-provider.title': 'Anbieter {name} löschen?',
  'adminQuestion.delete-provider.lead':
    'Alle Versionen der Einstellungen werden gelöscht, mit dem Client-Secret und den Berichten der Tests. Das lässt sich nicht rückgängig machen. Wenn Sie nur Anmeldungen verhindern möchten, deaktivieren Sie den Anbieter stattdessen.',
  'adminQuestion.delete-provider.button': 'Anbieter löschen',
  'adminQuestion.type': 'Geben Sie zur Bestätigung {name} ein',
  'adminQuestion.keep': 'Zurück',
  'adminUser.newTitle': 'Benutzerkonto anlegen',
  'adminUser.newLead':
    'Das Benutzerkonto hat zunächst weder ein Passwort noch ein verbundenes Konto. Die Einladung ist ein Link, der einmal und sieben Tage lang funktioniert: Damit ist die erste Anmeldung möglich, bei der eine Anmeldemethode gewählt wird.',
  'adminUser.emailHelp':
    'Diese Website sendet keine E-Mails. Sie sehen den Link der Einladung auf der nächsten Seite.',
  'adminUser.emailHelpMail':
    'Die Einladung wird dorthin gesendet und bestätigt zugleich die Adresse. Ohne Adresse sehen Sie den Link auf der nächsten Seite.',
  'adminUser.language': 'Sprache der E-Mails',
  'adminUser.languageHelp':
    'Die Einladung und spätere E-Mails sind in dieser Sprache, bis die Person eine andere wählt oder sich mit einer anderen anmeldet.',
  'adminUser.roles': 'Rollen',
  'adminUser.createAndInvite': 'Anlegen und einladen',
  'adminUser.createOnly': 'Nur anlegen',
  'adminUser.allUsers': 'Alle Benutzerkonten',
  'adminUser.linkTitle': 'Einladung für {name}',
  'adminUser.linkLead':
    'Geben Sie diesen Link nur der Person, für die er bestimmt ist: Wer ihn öffnet, ist angemeldet. Er funktioniert einmal und {days} Tage lang, und diese Seite zeigt ihn nur jetzt.',
  'adminUser.link': 'Link der Einladung',
  'adminUser.linkHelp': 'Ein früherer Link für dieses Konto funktioniert nicht mehr.',
  'adminUser.backToUser': 'Zurück zum Benutzerkonto',
  'adminUser.create': 'Benutzerkonto anlegen',
  'adminUser.notInvited': 'Für dieses Konto gibt es noch keine Anmeldemethode.',
  'adminUser.inviteMail': 'Einladung senden',
  'adminUser.inviteLink': 'Einladungslink erstellen',
  'adminUser.sendReset': 'Link für ein neues Passwort senden',
  'adminUser.edit': 'Bearbeiten',
  'adminUser.editTitle': '{name} bearbeiten',
  'adminUser.nameHelp':
    'Eine Anmeldung ändert einen bearbeiteten Namen nicht. Auf der Kontoseite lässt sich der Name des Anbieters wiederherstellen.',
  'adminUser.usernameHelp':
    'Er kann einmal geändert werden. Der frühere Name bleibt für dieses Konto reserviert, weil Anwendungen es unter diesem Namen kennen können.',
  'adminUser.renamedBefore': 'Der Benutzername wurde schon einmal geändert. Möglich ist nur noch {username}.',
  'adminUser.fieldsHelp': 'Text, wie er ist, alles andere als JSON. Ein leeres Feld entfernt den Wert.',
  'adminUser.fieldRefused': 'Das Feld „{field}“ nimmt diesen Wert nicht an.',
  'adminUser.save': 'Speichern',
  'adminUser.active': 'aktiv',
  'adminUser.notSet': 'nicht angegeben',
  'adminUser.since': 'Angelegt',
  'adminUser.id': 'Kennung',
  'adminUser.listedAdmin':
    'Diese Adresse steht in ADMIN_EMAILS: Mit jeder Anmeldung bekommt dieses Konto die Administrationsrolle. Um sie dauerhaft zu entziehen, entfernen Sie zuerst die Adresse dort.',
  'adminUser.self':
    'Das sind Sie. Ihre Angaben ändern Sie auf {link}. Deaktivieren kann Sie eine andere Person mit Administrationsrolle oder die Befehlszeile.',
  'adminUser.selfLink': 'der Seite Ihres Kontos',
  'adminUser.enable': 'Aktivieren',
  'adminUser.grant': 'Administrationsrechte geben',
  'adminUser.hasRole': 'vergeben',
  'adminUser.unknownRole': 'Die Konfiguration enthält diese Rolle nicht mehr; sie hat keine Wirkung.',
  'adminUser.roleFromSignIn': 'Durch eine Anmeldung vergeben; die nächste entscheidet erneut.',
  'adminUser.roleFromAdmin': 'Von der Administration vergeben.',
  'adminUser.giveRole': 'Geben',
  'adminUser.takeRole': 'Entziehen',
  'adminUser.fields': 'Felder dieser Website',
  'adminUser.accounts': 'Verbundene Konten',
  'adminUser.onlyMethod': 'Das ist die einzige Anmeldemethode. Ohne sie ist keine Anmeldung möglich.',
  'adminUser.accountUsed': '{account}, zuletzt verwendet: {time}',
  'flash.user-merged':
    'Die Benutzerkonten sind zusammengeführt. Einen Tag lang können Sie das hier rückgängig machen.',
  'flash.merge-undone': 'Die Zusammenführung ist rückgängig gemacht.',
  'errors.merge_refused.title': 'Diese Benutzerkonten lassen sich nicht zusammenführen',
  'errors.merge_refused.message':
    'Die beiden Benutzerkonten lassen sich nicht zusammenführen, oder die Zusammenführung lässt sich nicht mehr rückgängig machen.',
  'errors.merge_refused.advice':
    'Wählen Sie ein anderes Benutzerkonto als dieses und Ihr eigenes. Beide müssen aktiv sein. Eine Zusammenführung lässt sich einen Tag lang rückgängig machen, solange das Benutzerkonto nicht wieder aktiviert wurde.',
  'errors.merge_refused.meaning':
    'Zwei Benutzerkonten können nicht zusammengeführt werden: Sie sind dasselbe, eines ist deaktiviert, eines gehört der Person, die zusammenführt, oder die Zusammenführung wurde rückgängig gemacht oder ist älter als ein Tag.',
  'errors.merge_refused.remedy':
    'Das `detail` im Protokoll nennt den Grund. Siehe [admin.md](admin.md#users).',
  'adminMerge.open': 'Mit anderem Konto zusammenführen',
  'adminMerge.title': '{name} mit einem anderen Benutzerkonto zusammenführen',
  'adminMerge.lead':
    'Zwei Benutzerkonten können zu einer Person gehören, zum Beispiel nachdem ihr Anbieter ihr eine neue Kennung gegeben hat. Zuerst sehen Sie, was geschehen wird; noch wird nichts geändert.',
  'adminMerge.into': 'Benutzername des Benutzerkontos, das bleibt',
  'adminMerge.show': 'Zeigen, was geschehen wird',
  'adminMerge.unknown': 'Kein Benutzerkonto hat diesen Benutzernamen.',
  'adminMerge.plan': 'Was geschehen wird',
  'adminMerge.signedOut': '{name} wird deaktiviert und überall abgemeldet.',
  'adminMerge.account': 'Das Konto bei {provider} öffnet von da an das Benutzerkonto {into}.',
  'adminMerge.accountNamed': 'Das Konto {account} bei {provider} öffnet von da an das Benutzerkonto {into}.',
  'adminMerge.noAccounts': 'Es gibt keine Konten, die umziehen.',
  'adminMerge.password': 'Das Passwort kann nicht umziehen. Eine Anmeldung damit ist nicht mehr möglich.',
  'adminMerge.email':
    'Die bestätigte Adresse {email} wird frei. {into} erhält sie mit der nächsten Anmeldung, die sie belegt.',
  'adminMerge.admin': '{into} erhält dadurch keine Administrationsrechte.',
  'adminMerge.kept': '{into} behält Namen, Rollen und Einstellungen.',
  'adminMerge.undoable':
    'Nichts wird gelöscht. Einen Tag lang können Sie es auf der Seite des deaktivierten Benutzerkontos rückgängig machen.',
  'adminMerge.button': 'Zusammenführen',
  'adminMerge.merged': 'Mit {into} zusammengeführt. Das lässt sich bis {time} rückgängig machen.',
  'adminMerge.undo': 'Zusammenführung rückgängig machen',
  'adminUser.move': 'Dieses Konto einem anderen Benutzerkonto zuordnen',
  'adminUser.moveLead':
    'Von da an öffnet {provider} das Benutzerkonto, das Sie hier angeben. Das bisherige wird überall abgemeldet.',
  'adminUser.moveSubmit': 'Zuordnen',
  'adminUser.noAccounts': 'Keine. Eine Anmeldung ist nicht möglich.',
  'adminUser.sessionsHidden':
    'Mit diesem Sitzungsspeicher lassen sich Sitzungen nicht auflisten. Sie können alle auf einmal beenden.',
  'adminUser.noSessions': 'Dieses Konto ist nirgends angemeldet.',
  'adminUser.client': 'Browser oder Gerät',
  'adminUser.method': 'Angemeldet mit',
  'adminUser.opened': 'Geöffnet',
  'adminUser.lastUsed': 'Zuletzt verwendet',
  'adminUser.endSession': 'Abmelden',
  'adminUser.signIns': 'Letzte Anmeldungen',
  'adminOverview.counting': 'wird gezählt',
  'adminOverview.lastDay': 'Letzte 24 Stunden',
  'adminOverview.stillCounting':
    'Die Anmeldungen werden noch gezählt. Laden Sie diese Seite in einigen Sekunden neu.',
  'adminOverview.attentionUnknown':
    'Die Anmeldungen werden noch gezählt. Ob die Anmeldungen bei einem Anbieter fehlschlagen, ist deshalb noch nicht bekannt.',
  'adminOverview.results': 'Ergebnisse',
  'adminOverview.result': 'Ergebnis',
  'adminOverview.count': 'Anzahl',
  'adminOverview.noSignIns': 'Noch keine Anmeldungen.',
  'adminOverview.failures': 'Letzte Fehlschläge',
  'adminOverview.noFailures': 'Keine.',
  'adminOverview.noNewFailures': 'Keine unter den neuesten Anmeldungen.',
  'adminOverview.weekSignIns': 'Anmeldungen in 7 Tagen',
  'adminOverview.weekSuccess': 'Erfolgsquote in 7 Tagen',
  'adminOverview.inMonth': '{value} in 30 Tagen',
  'adminOverview.newUsers': '{week} neue in 7 Tagen, {month} in 30 Tagen',
  'adminOverview.opened': '{week} begonnen in 7 Tagen, {month} in 30 Tagen',
  'adminOverview.weekProviders': 'Anbieter in den letzten 7 Tagen',
  'adminOverview.providerResult': '{ok} angemeldet, {failed} fehlgeschlagen',
  'adminProviders.email': 'EMAIL_LOGIN schaltet ihn ein und aus',
  'adminOverview.attention': 'Bitte prüfen',
  'adminOverview.ownMistakes': 'Fehler der Personen selbst',
  'adminOverview.ownMistakesNote':
    'In den letzten 24 Stunden, zum Beispiel ein falsches Passwort oder eine abgebrochene Anmeldung. Sie zählen nicht als Fehlschläge.',
  'attention.failing':
    '{failed} von {all} Anmeldungen mit {provider} sind in den letzten 24 Stunden fehlgeschlagen.',
  'attention.noReturn':
    'Keine der letzten {attempts} Anmeldungen bei {provider} ist zurückgekehrt. Prüfen Sie, ob dort genau diese Weiterleitungs-URI eingetragen ist: {uri}',
  'attention.testFailed': 'Die Testanmeldung mit {provider} ist fehlgeschlagen.',
  'attention.mailOff':
    'Diese Website kann keine E-Mails senden: Adressen können nicht bestätigt und Passwörter nicht zurückgesetzt werden.',
  'attention.keysOld': 'Die Schlüssel dieser Website sind älter als ein Jahr.',
  'attention.keysReadable': 'Andere Konten auf dem Rechner können die Schlüssel dieser Website lesen.',
  'attention.tooManyKeys':
    'Diese Website nimmt noch alte Schlüssel an, die sie vielleicht nicht mehr braucht.',
  'attention.doctor': 'Diagnose, {check}: {message}',
  'attention.doctorMore': {
    one: 'Die Diagnose hat {count} weiteres Problem gefunden.',
    other: 'Die Diagnose hat {count} weitere Probleme gefunden.',
  },
  'attention.webhooks': {
    one: '{count} Empfänger von Ereignissen nimmt sie nicht an.',
    other: '{count} Empfänger von Ereignissen nehmen sie nicht an.',
  },
  'attention.onlyAdministrator':
    'Nur Sie haben Administrationsrechte. Geben Sie sie auch einer anderen Person. Falls Sie den Zugang verlieren, führen Sie auf dem Server „portcullis admin grant EMAIL“ aus.',
  'adminList.time': 'Zeitpunkt',
  'adminList.person': 'Person',
  'adminList.browser': 'Browser',
  'adminList.reference': 'Referenz',
  'adminList.from': 'Von',
  'adminList.to': 'Bis',
  'adminList.newer': 'Neuere',
  'adminList.export': 'Diese Liste exportieren:',
  'adminEvents.lead':
    'Was in der Administration getan wurde, hier und auf der Befehlszeile. Wird ein Jahr lang aufbewahrt.',
  'adminEvents.administrator': 'Ausgeführt von',
  'adminEvents.action': 'Aktion',
  'adminEvents.details': 'Einzelheiten',
  'adminEvents.newestFirst': 'Ereignisse, neueste zuerst',
  'adminEvents.none': 'Keine passenden Ereignisse.',
  'adminSignIns.succeededOnly': 'Nur erfolgreiche',
  'adminDoctor.title': 'Diagnose',
  'adminDoctor.lead':
    'Prüft alles, was eine Anmeldung braucht: Einstellungen, Adresse, Proxy, Cookies, Anbieter, Datenbank, Sitzungen, Schlüssel, E-Mail und Webhooks. Dabei wird nichts geändert und keine E-Mail gesendet.',
  'adminDoctor.lastRun': 'Letzte Prüfung: {time}',
  'adminDoctor.neverRun': 'Noch nicht geprüft',
  'adminDoctor.failures': { one: '{count} Fehler', other: '{count} Fehler' },
  'adminDoctor.warnings': { one: '{count} Warnung', other: '{count} Warnungen' },
  'adminDoctor.run': 'Prüfung starten',
  'adminDoctor.note': 'Das dauert bis zu einer halben Minute. {command} macht dasselbe auf dem Server.',
  'adminDoctor.findings': 'Ergebnisse',
  'adminDoctor.level.ok': 'in Ordnung',
  'adminDoctor.level.warning': 'Warnung',
  'adminDoctor.level.failure': 'Fehler',
  'doctor.check.settings': 'Einstellungen',
  'doctor.check.address': 'Adresse',
  'doctor.check.cookies': 'Cookies',
  'doctor.check.callbacks': 'Weiterleitungs-URI',
  'doctor.check.providers': 'Anbieter',
  'doctor.check.database': 'Datenbank',
  'doctor.check.sessions': 'Sitzungen',
  'doctor.check.keys': 'Schlüssel',
  'doctor.check.mail': 'E-Mail',
  'doctor.check.webhooks': 'Webhooks',
  'doctor.noProblems': 'Keine Probleme gefunden.',
  'doctor.levelAndCode': '{level}: {code}',
  'doctor.checkOf': '{check} {subject}',
  'doctor.check_timeout.message':
    'Diese Prüfung war nach {seconds} Sekunden nicht beendet und wurde abgebrochen.',
  'doctor.check_timeout.advice': 'Prüfen Sie diesen Punkt selbst, und starten Sie die Diagnose erneut.',
  'doctor.check_failed.message': 'Diese Prüfung endete mit einem unerwarteten Fehler ({error}).',
  'doctor.check_failed.advice': 'Prüfen Sie diesen Punkt selbst, und melden Sie diesen Fehler.',
  'doctor.clock_skew.ahead':
    'Die Uhr von {owner} geht gegenüber der Uhr dieses Rechners um {seconds} Sekunden vor: Tokens scheinen abgelaufen oder noch nicht gültig.',
  'doctor.clock_skew.behind':
    'Die Uhr von {owner} geht gegenüber der Uhr dieses Rechners um {seconds} Sekunden nach: Tokens scheinen abgelaufen oder noch nicht gültig.',
  'doctor.clock_skew.serverAhead':
    'Die Uhr des Servers geht gegenüber der Uhr dieses Rechners um {seconds} Sekunden vor: Tokens scheinen abgelaufen oder noch nicht gültig.',
  'doctor.clock_skew.serverBehind':
    'Die Uhr des Servers geht gegenüber der Uhr dieses Rechners um {seconds} Sekunden nach: Tokens scheinen abgelaufen oder noch nicht gültig.',
  'doctor.clock_skew.advice':
    'Schalten Sie den Abgleich mit einem Zeitserver (NTP) ein. Wenn mehrere Uhren um denselben Betrag abweichen, geht die Uhr dieses Rechners falsch.',
  'doctor.settings.ok': 'Alle Einstellungen sind gültig.',
  'doctor.settings_invalid.message': '{problem}',
  'doctor.settings_invalid.advice': 'Korrigieren Sie diese Einstellung. Vorher startet der Server nicht.',
  'doctor.keys_absent.message':
    'Es gibt noch keine Schlüssel. Der erste Start des Servers legt sie in {path} an.',
  'doctor.keys_absent.advice':
    'Starten Sie den Server einmal, oder setzen Sie SESSION_KEYS und ENCRYPTION_KEYS.',
  'doctor.address.ok': '{address} führt zum Server, und Anfragen kommen unverändert an.',
  'doctor.not_production.message':
    'NODE_ENV ist nicht „production“, obwohl {address} keine Adresse dieses Rechners ist: Jede Person kann sich mit Demo ID anmelden.',
  'doctor.not_production.advice': 'Setzen Sie NODE_ENV=production.',
  'doctor.trust_proxy_too_wide.range':
    'TRUST_PROXY enthält {range}, einen so großen Bereich, dass auch Besucher dazugehören, die dann jede beliebige IP-Adresse vortäuschen könnten.',
  'doctor.trust_proxy_too_wide.source':
    'TRUST_PROXY enthält {address}, die Herkunft dieser Anfrage: Ein Besucher dort kann jede beliebige IP-Adresse vortäuschen.',
  'doctor.trust_proxy_too_wide.advice': 'Nennen Sie nur die Adressen Ihrer Proxys.',
  'doctor.address_elsewhere.message':
    '{address} antwortet (Status {status}), aber es ist nicht dieser Server, oder seine SESSION_KEYS sind andere.',
  'doctor.address_elsewhere.redirect':
    '{address} antwortet (Status {status}, Weiterleitung an {target}), aber es ist nicht dieser Server, oder seine SESSION_KEYS sind andere.',
  'doctor.address_elsewhere.invalid': 'eine ungültige Adresse',
  'doctor.address_elsewhere.advice':
    'Prüfen Sie, wohin der Proxy BASE_URL weiterleitet, und vergleichen Sie SESSION_KEYS mit denen des laufenden Servers.',
  'doctor.address_unreachable.message':
    'Der Server läuft auf {host}, Port {port}, aber {address} führt nicht zu ihm: {reason}.',
  'doctor.address_unreachable.advice':
    'Korrigieren Sie BASE_URL, den DNS-Namen, das Zertifikat oder den Proxy. Wenn nur dieser Rechner die Adresse nicht erreicht, führen Sie „portcullis doctor“ auf einem anderen aus.',
  'doctor.server_down.proxy':
    'Der Proxy unter {address} antwortet mit Status {status}, weil auf {host}, Port {port} kein Server antwortet.',
  'doctor.server_down.proxyAdvice':
    'Starten Sie den Server und wiederholen Sie die Prüfung. Wenn er auf einem anderen Rechner läuft, führen Sie „portcullis doctor“ dort aus.',
  'doctor.server_down.direct':
    'Weder unter {address} noch auf {host}, Port {port} antwortet ein Server; der Proxy konnte deshalb nicht geprüft werden.',
  'doctor.server_down.directAdvice': 'Starten Sie den Server und wiederholen Sie die Prüfung.',
  'doctor.forwarded_host_passed.message':
    'Der Proxy gibt den Header X-Forwarded-Host des Besuchers weiter, der ihn beliebig setzen kann.',
  'doctor.forwarded_host_passed.advice':
    'Richten Sie den Proxy so ein, dass er X-Forwarded-Host selbst setzt oder entfernt.',
  'doctor.unknown_host.message':
    'Anfragen an {address} kommen mit dem Host {host} an, deshalb wird jede Seite abgewiesen.',
  'doctor.unknown_host.advice':
    'Richten Sie den Proxy so ein, dass er den Header Host weitergibt (nginx: proxy_set_header Host $http_host), oder korrigieren Sie BASE_URL.',
  'doctor.unknownAddress': 'Adresse unbekannt',
  'doctor.proxyAddress': 'die Adresse des Proxys',
  'doctor.trust_proxy_missing.message':
    'Anfragen kommen über einen Proxy ({peer}), der nicht in TRUST_PROXY steht: Alle Besucher teilen sich eine IP-Adresse und ein Anfragelimit.',
  'doctor.trust_proxy_missing.advice': 'Setzen Sie TRUST_PROXY={peer}, wenn das Ihr Proxy ist.',
  'doctor.trust_proxy_unused.message':
    'TRUST_PROXY ist gesetzt, aber diese Anfrage kam direkt ({peer}), nicht über einen Proxy.',
  'doctor.trust_proxy_unused.advice':
    'Das ist in Ordnung, wenn nur dieser Rechner den Proxy umgeht. Andernfalls entfernen Sie TRUST_PROXY.',
  'doctor.forwarded_for_unreadable.message':
    'X-Forwarded-For enthält {value}, was keine IP-Adresse ist: Alle Besucher teilen sich eine IP-Adresse und ein Anfragelimit.',
  'doctor.forwarded_for_unreadable.advice':
    'Richten Sie den Proxy so ein, dass er die IP-Adresse des Besuchers an X-Forwarded-For anhängt, mit oder ohne Port.',
  'doctor.forwarded_proto_http.message':
    'Der Proxy meldet für diese Anfrage http, obwohl sie über https gesendet wurde.',
  'doctor.forwarded_proto_http.advice':
    'TLS endet vor diesem Proxy. Stellen Sie sicher, dass dort http auf https weitergeleitet wird.',
  'doctor.settings_differ.message': 'Der laufende Server hat ein anderes {setting} als diese Diagnose.',
  'doctor.settings_differ.advice':
    'Starten Sie die Diagnose mit der Umgebung des Servers, oder starten Sie den Server neu.',
  'doctor.callback_local.message': 'Die Weiterleitungs-URI ist {uri}, die nur dieser Rechner erreichen kann.',
  'doctor.callback_local.advice': 'Geben Sie in BASE_URL die öffentliche Adresse an.',
  'doctor.callbacks.request': 'Dieser Anbieter liest Anfragen des Proxys. Es muss nichts eingetragen werden.',
  'doctor.callbacks.accepted': 'Der Anbieter akzeptiert {uri}',
  'doctor.callbacks.register': 'Diese Weiterleitungs-URI muss beim Anbieter eingetragen sein: {uri}',
  'doctor.authorization_refused.message': 'Der Anbieter beantwortet eine Anmeldung mit dem Fehler {error}.',
  'doctor.authorization_refused.advice':
    'Vergleichen Sie die Client-ID, die Scopes und die Registrierung dieses Clients mit den Angaben beim Anbieter.',
  'doctor.callback_refused.message': 'Der Anbieter lehnt Anmeldungen mit der Weiterleitungs-URI {uri} ab',
  'doctor.callback_refused.advice':
    'Tragen Sie beim Anbieter genau diese Weiterleitungs-URI ein, und prüfen Sie die Client-ID.',
  'doctor.token_clients_missing.message':
    'Access-Tokens werden eingetauscht, gleich für welchen Client des Anbieters sie ausgestellt wurden. Jeder Client, der diese Audience anfordern darf, und jeder, der an ein solches Token gelangt, kann sich hier als dessen Benutzer anmelden.',
  'doctor.token_clients_missing.advice': 'Nennen Sie die Clients in "tokenClients".',
  'doctor.proxies.ok':
    'Anbieter werden über einen Proxy aufgerufen: {used}. Der Proxy und nicht dieser Server entscheidet, welche Adressen erreichbar sind.',
  'doctor.proxies.https': 'https über {https}',
  'doctor.proxies.http': 'http über {http}',
  'doctor.proxies.both': 'https über {https}, http über {http}',
  'doctor.proxies.except': '{used}, außer für {hosts}',
  'doctor.providers.code':
    '{issuer} ist im Code definiert. Seine Funktionen wurden nicht geprüft, denn nur eine Anmeldung ruft sie auf.',
  'doctor.providers.oidc': '{issuer} antwortet und hat Signaturschlüssel.',
  'doctor.providers.oidcWithoutTime':
    '{issuer} antwortet und hat Signaturschlüssel. Er gibt nicht an, wann sich seine Benutzer zuletzt angemeldet haben; wenn sie sich erneut anmelden, zählt deshalb die Uhr dieser Website.',
  'doctor.providers.oauth2':
    '{issuer} antwortet. Er gibt nicht an, wann sich seine Benutzer zuletzt angemeldet haben; wenn sie sich erneut anmelden, zählt deshalb die Uhr dieser Website.',
  'doctor.providers.problem': '{issuer}: {problem}.',
  'doctor.provider_misconfigured.advice':
    'Vergleichen Sie die Einstellungen des Anbieters, vor allem seinen Aussteller, mit seiner Dokumentation.',
  'doctor.provider_unavailable.advice':
    'Prüfen Sie, ob der Anbieter läuft und ob dieser Rechner ihn erreichen kann (DNS, Firewall, Proxy).',
  'doctor.definition_unreadable.message': '{problem}',
  'doctor.definition_unreadable.advice':
    'Korrigieren Sie sie unter /admin/providers, oder deaktivieren Sie dort den Anbieter.',
  'doctor.client_refused.message':
    'Der Anbieter akzeptiert die Client-ID oder das Client-Secret nicht ({reason}).',
  'doctor.client_refused.advice':
    'Kopieren Sie beide noch einmal beim Anbieter. Wenn sie stimmen, vergleichen Sie "clientAuthentication" mit dem, was der Anbieter erwartet.',
  'doctor.issuer_changed.message':
    'Unter dem Namen {name} sind Konten eines anderen Ausstellers ({issuers}) gespeichert, aber sein Aussteller ist jetzt {issuer}, wo dieselben Kennungen andere Personen sein können.',
  'doctor.issuer_changed.more': {
    one: '{listed} und {count} weiterer',
    other: '{listed} und {count} weitere',
  },
  'doctor.issuer_changed.advice':
    'Wenn der Anbieter umgezogen ist und seine Benutzer behalten hat, führen Sie „{command}“ aus. Wenn es ein anderer Anbieter ist, geben Sie ihm einen anderen Namen.',
  'doctor.subjects_changed.message':
    'Die Definition von {name} hat sich geändert, seit ein Server zuletzt mit ihr gestartet ist. {problem}',
  'doctor.subjects_changed.advice':
    'Wenn alle Personen ihre Kennung behalten, führen Sie „{command}“ aus. Andernfalls machen Sie die Änderung rückgängig, oder geben Sie dem Anbieter einen anderen Namen.',
  'doctor.subjects_changed.subject':
    'Konten sind unter der Kennung gespeichert, die aus {source} entsteht. Mit einer anderen würden sie nicht gefunden, oder es wären die anderer Personen.',
  'doctor.subjects_changed.function': 'seiner Funktion {name}',
  'doctor.subjects_changed.alias':
    '"issuerAliases" darf {alias} nicht nennen, solange Konten gespeichert sind, denn das ist nicht die Adresse des Ausstellers: Tokens anderer Personen könnten sie öffnen.',
  'doctor.subjects_changed.endpoint':
    '{endpoint} darf nicht zu einem anderen Host wechseln, solange Konten gespeichert sind, denn dieser Host entscheidet, wer sich anmeldet.',
  'doctor.database.ok': 'Die Datenbank antwortet, und ihre Tabellen passen zu dieser Version.',
  'doctor.database_file_readable.files':
    'Andere Konten auf diesem Rechner können {files} lesen, mit den Passwort-Hashes und E-Mail-Adressen aller Benutzerkonten.',
  'doctor.database_file_readable.folder':
    'Andere Konten auf diesem Rechner können Dateien in {folder} ersetzen, wo die Datenbank liegt.',
  'doctor.runCommand': 'Führen Sie aus: {command}',
  'doctor.database_absent.message': 'Unter {file} gibt es keine Datenbank.',
  'doctor.database_absent.productionAdvice':
    'Korrigieren Sie DATABASE_URL, oder führen Sie „portcullis migrate“ aus.',
  'doctor.database_absent.advice':
    'Der erste Start des Servers legt sie an. Wenn es schon eine geben sollte, korrigieren Sie DATABASE_URL.',
  'doctor.unavailable.database': '{problem}',
  'doctor.unavailable.databaseAdvice':
    'Prüfen Sie, ob die Datenbank läuft und ob Host, Name, Benutzer und Passwort in DATABASE_URL stimmen.',
  'doctor.unavailable.fileAdvice':
    'Prüfen Sie, ob dieses Konto die Datei und ihren Ordner lesen und schreiben kann und ob sie eine SQLite-Datenbank ist.',
  'doctor.migrations_unknown.message':
    'Die Datenbank ist neuer als diese Version. Sie hat die Migrationen {migrations}.',
  'doctor.migrations_unknown.advice': 'Starten Sie die Version, die sie migriert hat, oder eine neuere.',
  'doctor.migrations_failed.message': 'Diese Migrationen wurden nicht abgeschlossen: {migrations}.',
  'doctor.migrations_failed.advice':
    'Die Anweisungen einer Migration laufen in einer Transaktion: Die Datenbank hat sie alle oder keine. Beheben Sie die Ursache, wenn es eine gibt, und führen Sie „portcullis migrate --rolled-back NAME“ aus; das startet sie erneut. Wenn dann gemeldet wird, dass etwas schon vorhanden ist, hat die Datenbank die ganze Migration: Führen Sie „portcullis migrate --applied NAME“ aus.',
  'doctor.migrations_pending.message': 'Der Datenbank fehlen diese Migrationen: {migrations}.',
  'doctor.migrations_pending.advice': 'Führen Sie „npm run migrate“ oder „portcullis migrate“ aus.',
  'doctor.user_field_outdated.message':
    'Benutzerkonten mit einem Wert im Feld {field}, den sein Schema nicht zulässt: {affected} von {users}. Für sie gilt der Standardwert.',
  'doctor.user_field_outdated.advice':
    'Lassen Sie das Schema in user.fields auch die alten Werte zu, oder ändern Sie die Werte in einem Schritt.',
  'doctor.user_role_unknown.message':
    'Benutzerkonten mit der Rolle {role}, die nicht in user.roles steht und deshalb keine Wirkung hat: {affected} von {users}.',
  'doctor.user_role_unknown.advice':
    'Nehmen Sie die Rolle wieder in user.roles auf, oder entziehen Sie sie den Benutzern unter /admin/users.',
  'doctor.sessions.cookies': 'Sitzungen werden in Cookies gespeichert.',
  'doctor.sessions.database': 'Sitzungen werden in der Datenbank gespeichert.',
  'doctor.sessions.redis': 'Redis antwortet und verdrängt keine Sitzungen.',
  'doctor.redis_evicts.message':
    'Redis hat die maxmemory-policy {policy}: Wenn sein Speicher voll ist, löscht es Sitzungen, und Benutzer werden abgemeldet.',
  'doctor.redis_evicts.advice': 'Setzen Sie maxmemory-policy auf noeviction oder volatile-ttl.',
  'doctor.unavailable.redis':
    'Redis, das die Sitzungen speichert, antwortet nicht oder verweigert den Zugriff.',
  'doctor.unavailable.redisAdvice':
    'Prüfen Sie, ob Redis läuft und ob Host, Port, Benutzer und Passwort in REDIS_URL stimmen.',
  'doctor.cookie_not_secure.message':
    'Das Cookie {name} wird über http gesendet, wo jeder im Netz es stehlen kann.',
  'doctor.cookie_not_secure.advice':
    'Stellen Sie die Website über https bereit, und verwenden Sie https in BASE_URL.',
  'doctor.cookie_not_host_bound.name':
    'Andere Hosts derselben Domain können das Cookie {name} setzen oder lesen, weil sein Name nicht mit __Host- beginnt.',
  'doctor.cookie_not_host_bound.domain':
    'Andere Hosts derselben Domain können das Cookie {name} setzen oder lesen, weil es für ganz {domain} gilt.',
  'doctor.cookie_not_host_bound.advice':
    'Entfernen Sie SESSION_COOKIE_NAME, SESSION_COOKIE_DOMAIN und SESSION_COOKIE_PATH, es sei denn, andere Websites der Domain teilen sich die Sitzung.',
  'doctor.cookie_cross_site.message':
    'Das Cookie {name} ist SameSite=None, deshalb senden Browser es mit Anfragen jeder Website.',
  'doctor.cookie_cross_site.advice':
    'Setzen Sie SESSION_COOKIE_SAMESITE=lax, oder entfernen Sie die Einstellung.',
  'doctor.cookies.ok': '{name}: {flags}.',
  'doctor.cookies.formPost':
    '{name}: {flags}. Das funktioniert auch für die form_post-Antworten von {providers}.',
  'doctor.keys.ok': 'Die Schlüssel sind gültig und entschlüsseln die gespeicherten Daten.',
  'doctor.keys.notSampled':
    'Die Schlüssel sind gültig. Ohne die Datenbank konnten die gespeicherten Daten nicht geprüft werden.',
  'doctor.key_file_old.message': 'Die Schlüssel in {path} sind {days} Tage alt.',
  'doctor.key_file_old.advice':
    'Stellen Sie neue Schlüssel vor die alten; siehe „Rotating keys“ in docs/deployment.md.',
  'doctor.key_file_readable.message': 'Andere Konten auf diesem Rechner können {path} lesen.',
  'doctor.too_many_keys.message':
    '{setting} enthält {keys} Schlüssel, und der Server akzeptiert jeden davon.',
  'doctor.too_many_keys.advice':
    'Entfernen Sie die Schlüssel, die nicht mehr gebraucht werden; siehe „Rotating keys“ in docs/deployment.md.',
  'doctor.encrypted.account tokens': 'Tokens der Konten',
  'doctor.encrypted.client secret': 'Client-Secrets',
  'doctor.encrypted.test report': 'Testberichte',
  'doctor.undecryptable_rows.message':
    'Werte ({kind}), die sich mit keinem Schlüssel in ENCRYPTION_KEYS entschlüsseln lassen: {undecryptable} von {sampled} geprüften.',
  'doctor.undecryptable_rows.advice':
    'Stellen Sie den fehlenden Schlüssel wieder her; „portcullis keys status“ zeigt seine Kennung. Wenn er verloren ist, müssen Benutzer ihre Konten erneut verbinden, und die Secrets der Anbieter müssen neu eingegeben werden.',
  'doctor.old_key_rows.message':
    'Noch mit dem älteren Schlüssel {key}, Nummer {position} in ENCRYPTION_KEYS, verschlüsselte Werte ({kind}): {values}.',
  'doctor.old_key_rows.advice':
    'Behalten Sie diesen Schlüssel, bis ein Start des Servers oder „portcullis keys reencrypt“ sie neu verschlüsselt hat.',
  'doctor.mail.logged': 'E-Mails werden ins Protokoll geschrieben, weil SMTP_URL nicht gesetzt ist.',
  'doctor.mail.responds': 'Der Mailserver {host} antwortet. Es wurde nichts gesendet.',
  'doctor.mail.accepts':
    'Der Mailserver {host} akzeptiert den Benutzernamen und das Passwort. Es wurde nichts gesendet.',
  'doctor.mail_unavailable.passwords':
    'SMTP_URL ist nicht gesetzt, deshalb können keine E-Mails gesendet werden, und Benutzer können sich weder registrieren noch ein vergessenes Passwort zurücksetzen.',
  'doctor.mail_unavailable.addresses':
    'SMTP_URL ist nicht gesetzt, deshalb können keine E-Mails gesendet werden, und Benutzer können keine E-Mail-Adresse bestätigen.',
  'doctor.mail_unavailable.advice': 'Setzen Sie SMTP_URL und MAIL_FROM, es sei denn, das ist beabsichtigt.',
  'doctor.mail_login_refused.message':
    'Der Mailserver {host} akzeptiert den Benutzernamen und das Passwort aus SMTP_URL nicht.',
  'doctor.mail_login_refused.advice':
    'Prüfen Sie beide, und kodieren Sie darin Sonderzeichen wie @ und / mit % (RFC 3986). Manche Mailserver verlangen ein Passwort für Anwendungen.',
  'doctor.mail_unreachable.message': 'Der Mailserver {host} antwortet nicht richtig ({code}).',
  'doctor.mail_unreachable.noCode': 'kein Code',
  'doctor.mail_unreachable.advice':
    'Prüfen Sie Host, Port und Schema von SMTP_URL und ob dieser Rechner den Mailserver erreichen kann.',
  'doctor.webhooks.ok': 'Der Empfänger antwortet. Es wurde kein Ereignis gesendet.',
  'doctor.webhook_unreachable.message': 'Der Empfänger ist nicht erreichbar: {problem}.',
  'doctor.webhook_unreachable.advice':
    'Prüfen Sie die URL des Webhooks und ob dieser Rechner sie erreichen kann. Ereignisse warten drei Tage.',
  'doctor.webhook_failing.refused': 'Der Empfänger hat die letzten Ereignisse nicht angenommen.',
  'doctor.webhook_failing.gone': 'Der Empfänger hat mit 410 Gone geantwortet.',
  'doctor.webhook_failing.advice':
    'Seine Antworten stehen unter /admin/webhooks; „{@webhooks.test}“ versucht es dort erneut.',
  'because.list': '{first}, {rest}',
  'because.either': '{first} oder {rest}',
  'because.sequence': '{first}; {rest}',
  'because.identity.sent': 'der Anbieter hat {claims} geschickt',
  'because.identity.noClaims': 'keine Claims',
  'because.identity.unusual': 'einen mit ungewöhnlichem Namen',
  'because.identity.complete': 'kein bekannter Claim fehlt',
  'because.identity.missing': 'kein brauchbarer Claim für: {names}',
  'because.identity.noEmailPermission':
    'die Liste der E-Mail-Adressen darf nicht gelesen werden, deshalb gibt es keine Adresse; geben Sie dieser Anwendung beim Anbieter die Berechtigung, E-Mail-Adressen zu lesen',
  'because.identity.verified': 'die Adresse ist bestätigt',
  'because.identity.unverified': 'die Adresse ist nicht bestätigt',
  'because.claim.email': 'E-Mail-Adresse',
  'because.claim.preferredUsername': 'Benutzername',
  'because.claim.name': 'Name',
  'because.claim.givenName': 'Vorname',
  'because.claim.familyName': 'Nachname',
  'because.claim.picture': 'Bild',
  'because.terms.none': 'es gibt keine Nutzungsbedingungen',
  'because.terms.connecting': 'beim Verbinden eines Kontos wird nicht nach den Nutzungsbedingungen gefragt',
  'because.terms.before': 'die Nutzungsbedingungen {version} wurden schon früher akzeptiert',
  'because.terms.disabled': 'ein deaktiviertes Benutzerkonto wird nichts gefragt',
  'because.terms.now': 'die Nutzungsbedingungen {version} wurden jetzt akzeptiert',
  'because.terms.wanted': 'die Nutzungsbedingungen {version} wurden noch nicht akzeptiert',
  'because.account.linkedBefore': 'das Konto ist bereits verbunden',
  'because.account.linked': 'verbunden als Konto {account}',
  'because.user.active': 'das Benutzerkonto ist aktiv',
  'because.user.disabled': 'das Benutzerkonto {user} ist deaktiviert',
  'because.domain.any': 'jede Domain darf sich anmelden',
  'because.domain.listed': 'die Domain {domain} steht auf der Liste',
  'because.domain.unlisted': 'die Domain {domain} steht nicht auf der Liste',
  'because.domain.noEmail': 'der Anbieter hat keine E-Mail-Adresse geschickt',
  'because.domain.unverified': 'der Anbieter hat die E-Mail-Adresse nicht bestätigt',
  'because.claims.present': {
    one: '{count} erforderlicher Claim ist vorhanden',
    other: '{count} erforderliche Claims sind vorhanden',
  },
  'because.claims.missing': 'der Anbieter hat {claims} nicht geschickt',
  'because.claims.required': 'der Claim {claim} muss {values} enthalten, und er fehlt',
  'because.claims.different': 'der Claim {claim} muss {values} enthalten, und er enthält etwas anderes',
  'because.username.unneeded': 'es wird kein neues Benutzerkonto gebraucht',
  'because.username.free': 'der Benutzername ist frei',
  'because.user.exists': 'das Benutzerkonto ist vorhanden',
  'because.user.created': 'Benutzerkonto {user} angelegt',
  'because.link.known': 'die Identität ist bekannt',
  'because.link.new': 'die Identität ist neu',
  'because.link.closed': 'die Identität ist neu, und die Registrierung ist geschlossen',
  'because.link.password':
    'zu einem Benutzerkonto ist diese Adresse schon nachgewiesen, und ein Passwort verbindet nie',
  'because.link.sameProvider': 'eine andere Person bei diesem Anbieter hat diese Adresse nachgewiesen',
  'because.link.newSameProvider':
    'die Identität ist neu, und eine andere Person bei diesem Anbieter hat die Adresse nachgewiesen',
  'because.link.byEmail':
    'die Adresse ist auf beiden Seiten nachgewiesen, und sie genügt, um ein Konto dieses Anbieters zu verbinden',
  'because.link.proof':
    'zu einem Benutzerkonto ist diese Adresse schon nachgewiesen, und sie genügt nicht, um ein Konto dieses Anbieters zu verbinden',
  'because.link.asked': 'die angemeldete Person hat es verlangt',
  'because.link.connected': 'es ist bereits mit diesem Benutzerkonto verbunden',
  'because.link.taken': 'die Identität ist mit einem anderen Benutzerkonto verbunden',
  'because.account.unknown': 'diese Identität ist hier neu',
  'because.account.found': 'das Konto {account} des Benutzerkontos {user}',
  'because.account.otherIssuer':
    'das Konto dieser Kennung ist unter dem Aussteller {stored} gespeichert, und diese Anmeldung kommt von {issuer}',
  'because.admin.nothing': 'nichts zu vergeben',
  'because.admin.granted': 'ADMIN_EMAILS gibt dem Benutzerkonto Administrationsrechte',
  'because.email.byProvider': 'der Anbieter hat die Adresse bestätigt',
  'because.email.byCode': 'ein Code hat die Adresse nachgewiesen',
  'because.email.unasked': 'es wird nach keiner Adresse gefragt',
  'because.email.required': 'der Anbieter verlangt eine Adresse',
  'because.email.none': 'es gibt keine Adresse',
  'because.email.unproven': 'die Adresse ist nicht nachgewiesen',
  'because.email.wanted': 'der Anbieter verlangt, dass die Adresse nachgewiesen wird',
  'because.email.cannotSend':
    'requireVerifiedEmail ist eingeschaltet, aber es kann keine E-Mail gesendet werden: SMTP_URL ist nicht gesetzt',
  'because.granted.nothing': 'kein Schritt hat etwas Neues vergeben',
  'because.granted.roles': 'Rollen gespeichert',
  'because.granted.fields': 'Felder gespeichert',
  'because.granted.both': 'Rollen und Felder gespeichert',
  'because.account.fresh': 'das neue Konto ist schon aktuell',
  'because.account.updated': 'Tokens und zusätzliche Daten sind aktuell',
  'because.profile.connecting': 'das Verbinden eines Kontos ändert keine Angaben',
  'because.profile.same': 'nichts hat sich geändert',
  'because.profile.updated': 'aktualisiert: {fields}',
  'because.email.taken': 'zum Benutzerkonto {user} ist diese Adresse schon nachgewiesen',
  'because.account.refused':
    'das Konto ist bekannt: Seine Claims sind aktuell, und die Sitzungen, die es geöffnet hat, sind beendet',
  'because.account.own': 'Konto {account}',
  'because.account.others': 'verbleibende andere Anmeldemethoden: {methods}',
  'because.account.detached': 'die laufende Sitzung ist nicht an dieses Konto gebunden',
  'because.account.disconnected': 'getrennt, und seine Sitzungen sind beendet',
  'because.step.unfinished': 'der Schritt konnte nicht beendet werden',
  'because.step.failed': 'der Schritt {step} {problem}',
  'because.step.slow': 'hat länger als {seconds} s gedauert',
  'because.step.statement': 'hat eine Anweisung ausgeführt, die fehlgeschlagen ist',
  'because.step.threw': 'hat einen Fehler ausgelöst',
  'because.step.noResult': 'hat weder proceed(reason, facts) noch ask(question) zurückgegeben',
  'because.step.reservedFact': 'darf den Fakt {fact} nicht liefern',
  'because.step.badFact': 'hat einen unbrauchbaren Fakt {fact} geliefert: {problem}',
  'because.step.late': 'vergibt etwas nach saveGranted, das deshalb nicht gespeichert würde',
  'because.step.unknownRole': 'hat die Rolle {role} vergeben, die nicht in der Konfiguration steht',
  'because.step.badFields': 'hat unbrauchbare Felder geliefert: {problem}',
  'because.step.takenName': 'hat den Benutzernamen {username} gewählt, der schon vergeben ist',
  'because.step.unknownUser': 'hat ein Benutzerkonto geliefert, das es nicht gibt',
  'because.step.lacksFact': 'hat den Fakt {fact} nicht',
  'because.step.lastLacksFact': 'ist der letzte und hat den Fakt {fact} nicht',
  'because.step.badQuestion': 'hat eine unbrauchbare Frage gestellt',
  'because.step.badQuestionPart': 'hat eine unbrauchbare Frage gestellt: {part}: {problem}',
  'because.step.cannotAsk': 'hat eine Frage gestellt, was hier nicht geht',
  'because.logout.channel': '{channel}-Kanal von {provider}: bekannte beendete Sitzungen: {sessions}',
  'because.logout.problem': '{code}: {problem}',
  'because.logout.unknown': 'mehr ist nicht bekannt',
  'because.paused': 'die Anmeldung wartet auf eine Antwort ({question}): {reason}',
  'because.removed.account': 'das Konto wurde inzwischen entfernt',
  'because.removed.sessions': 'alle Sitzungen des Benutzerkontos wurden inzwischen beendet',
  'because.removed.password': 'das Passwort wurde inzwischen entfernt',
  'because.removed.disconnected': 'es wurde inzwischen getrennt',
  'because.noSuchAccount': 'das Benutzerkonto hat kein solches Konto',
  'because.onlyAccount': 'kein anderes nutzbares Konto',
  'because.noUser': 'kein Benutzerkonto, und keines anzulegen',
  'because.revoked.revoked': 'widerrufen',
  'because.revoked.nothing_to_revoke': 'nichts zu widerrufen',
  'because.revoked.not_offered': 'nicht angeboten',
  'because.revoked.failed': 'fehlgeschlagen',
  'because.colon': ':',
  'network.unknown': 'unbekannter Fehler',
  'network.failed': 'der Aufruf ist fehlgeschlagen',
  'network.failedCode': 'der Aufruf ist fehlgeschlagen ({code})',
  'network.failedMeaning': 'der Aufruf ist fehlgeschlagen ({code}: {meaning})',
  'network.refused': 'auf diesem Port nimmt kein Server Verbindungen an',
  'network.closed': 'der Server hat die Verbindung geschlossen',
  'network.silent': 'von dieser Adresse kommt keine Antwort',
  'network.noRoute': 'es gibt keine Route zu dieser Adresse',
  'network.unknownHost': 'diesen Hostnamen gibt es nicht',
  'network.unresolved': 'der Hostname konnte nicht aufgelöst werden',
  'network.noTls': 'der Server verwendet kein TLS; vielleicht beginnt die URL mit http',
  'network.expired': 'sein Zertifikat ist abgelaufen',
  'network.notYetValid': 'sein Zertifikat ist noch nicht gültig',
  'network.otherHost': 'sein Zertifikat gilt für einen anderen Host',
  'network.selfSigned':
    'sein Zertifikat ist selbst signiert; NODE_EXTRA_CA_CERTS kann eine Datei mit ihm nennen',
  'network.untrusted':
    'sein Zertifikat stammt von einer Zertifizierungsstelle, der hier nicht vertraut wird; NODE_EXTRA_CA_CERTS kann eine Datei mit deren Zertifikat nennen',
  'network.noIntermediate': 'ein Zwischenzertifikat fehlt',
  'network.tooManyCodings': 'die Antwort ist zu oft kodiert',
  'network.unknownCoding': 'die Inhaltskodierung ist keine von {codings}',
  'network.tooLarge': 'die Antwort ist größer als {bytes} Bytes',
  'network.damaged': 'die komprimierte Antwort ist beschädigt',
  'network.timeout': 'keine vollständige Antwort innerhalb von {time} ms',
  'network.notSent': 'die Anfrage konnte nicht gestellt werden',
  'network.proxyRefused': 'der Proxy hat die Verbindung mit Status {status} abgelehnt',
  'network.proxyTimeout': 'der Proxy hat die Verbindung nicht innerhalb von {time} ms hergestellt',
  'network.proxyUnreachable': 'der Proxy ist nicht erreichbar',
  'network.proxyUnreachableCode': 'der Proxy ist nicht erreichbar ({code})',
  'network.noAddress': '{host} hat keine Adresse',
  'network.resolvesToPrivate':
    '{host} führt zu einer Adresse, die nicht öffentlich ist; wenn sie zu Ihrem eigenen Netz gehört, ergänzen Sie sie in ALLOWED_PRIVATE_NETWORKS',
  'network.private':
    '{host} ist keine öffentliche Adresse; wenn sie zu Ihrem eigenen Netz gehört, ergänzen Sie sie in ALLOWED_PRIVATE_NETWORKS',
  'network.notUrl': 'das ist keine URL',
  'network.scheme': 'URLs mit {scheme} sind nicht erlaubt',
  'network.urlUser': 'eine URL mit einem Benutzernamen ist nicht erlaubt',
  'network.gaveUp': 'der Aufrufer hat aufgegeben',
  'network.notHttp': 'die Antwort ist kein gültiges HTTP',
  'network.closedEarly': 'die Verbindung wurde ohne Antwort geschlossen',
  'network.stale': 'eine offen gehaltene Verbindung wurde geschlossen',
  'network.signInEnded': 'die Anmeldung ist beendet',
  'network.tooManyCalls': 'eine Funktion hat mehr als {calls} Aufrufe gemacht',
  'detail.labelled': '{label}: {problem}',
  'detail.appended': '{first}{second}',
  'detail.of.metadata': 'die Metadaten',
  'detail.of.idToken': 'das ID-Token',
  'detail.of.accessToken': 'das Access-Token',
  'detail.of.logoutToken': 'das Logout-Token',
  'detail.of.signingKeys': 'die Signaturschlüssel',
  'detail.of.introspection': 'die Introspection-Antwort',
  'detail.of.userInfo': 'die UserInfo-Antwort',
  'detail.of.tokenRequest': 'die Token-Anfrage',
  'detail.of.tokenExchange': 'der Token-Austausch',
  'detail.of.authorizationRequest': 'die Autorisierungsanfrage',
  'detail.of.logoutRequest': 'die Abmeldeanfrage',
  'detail.of.check': 'die Prüfung',
  'detail.of.callback': 'die Antwort des Anbieters',
  'detail.of.refresh': 'die Erneuerung',
  'detail.of.revocation': 'der Widerruf',
  'detail.of.profile': 'das Profil',
  'detail.of.emails': 'die E-Mail-Adressen',
  'detail.of.document': 'das Dokument',
  'detail.of.function': '{name} des Anbieters {backend}',
  'detail.of.signIn': 'die Anmeldung',
  'detail.status': 'Status {status}{words}',
  'detail.statusClient':
    'Status {status}: Die Client-ID, das Client-Secret oder "clientAuthentication" ist falsch',
  'detail.error': 'Fehler {error}{words}',
  'detail.errorClient':
    'Fehler {error}: Die Client-ID, das Client-Secret oder "clientAuthentication" ist falsch{words}',
  'detail.wordsError': ', Fehler {error}{words}',
  'detail.unknownCode': 'ein Fehlercode unbekannter Form',
  'detail.described': ': „{words}“',
  'detail.describedAt': ': „{words}“ ({uri})',
  'detail.leadsTo': ', führt zu {address}',
  'detail.notJson': 'kein JSON',
  'detail.notJsonType': 'die Antwort ist nicht als JSON gekennzeichnet (Content-Type)',
  'detail.unusual': 'etwas entspricht nicht dem Standard: {words}',
  'detail.thrownOther': 'etwas anderes als ein Fehler wurde ausgelöst',
  'detail.forbiddenClaim': '{claim} darf nicht zurückgegeben werden, weil nur der Anbieter es angeben kann',
  'detail.proxy.untrusted':
    'die Anfrage kam nicht von einer Adresse in TRUST_PROXY, deshalb wurden ihre Header nicht gelesen',
  'detail.proxy.noUser': 'kein Benutzer in der Anfrage gefunden',
  'detail.missing': 'nicht vorhanden',
  'detail.notText': 'kein Text',
  'detail.neither': '{first} noch {rest}',
  'detail.noValid': '{members} nicht gültig oder nicht vorhanden',
  'detail.notObject': 'kein Objekt',
  'detail.itNotObject': 'es ist kein Objekt',
  'detail.notKeySet': 'kein Schlüsselsatz (JWK Set)',
  'detail.notList': 'keine Liste von Adressen',
  'detail.token.long': 'es ist zu lang',
  'detail.token.parts': 'es ist kein signiertes Token aus drei Teilen',
  'detail.token.algorithm':
    'es ist mit {used} signiert, muss aber mit {algorithms} signiert sein ("idTokenAlgorithm")',
  'detail.token.type': 'typ ist {type}, das ist eine andere Art von Token',
  'detail.token.extensions': 'es verlangt Erweiterungen, die nicht unterstützt werden',
  'detail.token.noKey': 'keiner der Signaturschlüssel des Anbieters passt zu seinem Header',
  'detail.token.signature': 'seine Signatur ist nicht gültig',
  'detail.token.badKey': 'der Schlüssel, den es nennt, {problem}, und kein anderer Schlüssel hat es signiert',
  'detail.key.short': 'hat nur {bits} Bit, muss aber mindestens {least} haben',
  'detail.key.unreadable': 'ist nicht lesbar',
  'detail.token.secret': 'es ist mit einem Secret signiert, was "idTokenAlgorithm" nicht erlaubt',
  'detail.token.otherSecret':
    'seine Signatur ist nicht gültig: Sie wurde mit einem anderen Client-Secret erzeugt',
  'detail.token.claims': 'seine Claims sind kein JSON-Objekt',
  'detail.token.encrypted':
    'es ist verschlüsselt; ergänzen Sie den privaten Schlüssel als "decryptionKey", oder schalten Sie die Verschlüsselung beim Anbieter ab',
  'detail.token.encryption': 'es ist mit {used} verschlüsselt; unterstützt werden {supported}',
  'detail.token.and': '{first} und {rest}',
  'detail.token.compressed': 'es ist komprimiert',
  'detail.token.decryption':
    '"decryptionKey" entschlüsselt es nicht; vielleicht verwendet der Anbieter einen früheren Schlüssel',
  'detail.token.nonce':
    'es hat eine Nonce, obwohl keine gesendet wurde; es gehört also zu einer anderen Anmeldung',
  'detail.claim.missing': '{claim} fehlt',
  'detail.claim.number': '{claim} ist keine Zahl',
  'detail.claim.text': '{claim} ist kein Text',
  'detail.claim.needed': '{claim} fehlt, aber "subjectClaims" braucht es',
  'detail.claim.slash': '{claim} enthält einen Schrägstrich',
  'detail.claim.length': '{claim} ist kein Text mit 1 bis 255 Zeichen',
  'detail.claim.empty': '{claim} ist leer',
  'detail.claim.characters': '{claim} enthält Steuerzeichen oder ungültiges Unicode',
  'detail.claim.audience': 'aud ist {audience}, nicht {expected}',
  'detail.claim.otherAudiences': 'eine Liste anderer',
  'detail.claim.future':
    '{claim} liegt {seconds} s in der Zukunft: Die Uhren dieses Servers und des Anbieters weichen voneinander ab; stellen Sie sie richtig, oder erhöhen Sie "clockTolerance"',
  'detail.claim.expired':
    'exp war vor {seconds} s; das Token ist abgelaufen, oder die Uhren dieses Servers und des Anbieters weichen voneinander ab; stellen Sie sie richtig, oder erhöhen Sie "clockTolerance"',
  'detail.claim.old':
    'iat war vor {seconds} s; das Token ist zu alt, oder die Uhren dieses Servers und des Anbieters weichen voneinander ab; stellen Sie sie richtig, oder erhöhen Sie "clockTolerance"',
  'detail.claim.azp': 'azp ist {client}, das ist ein anderer Client',
  'detail.claim.azpMissing':
    'aud nennt mehrere Empfänger, und azp, das den Client nennt, für den es ausgestellt wurde, fehlt',
  'detail.claim.atHash': 'at_hash passt nicht zum Access-Token',
  'detail.claim.authTimeFuture': 'auth_time liegt in der Zukunft',
  'detail.claim.signInOld': 'die Anmeldung beim Anbieter liegt zu lange zurück',
  'detail.claim.nonce': 'nonce ist nicht die gesendete',
  'detail.claim.issuer': 'iss ist {issuer}, nicht {expected}',
  'detail.claim.issuers': 'iss ist {issuer}, das ist weder {expected}',
  'detail.claim.tenantMissing': 'tid fehlt, deshalb ist der Mandant unbekannt',
  'detail.claim.tenant': 'tid ist keine Mandanten-ID',
  'detail.claim.tenantIssuer': 'iss ist {issuer}, muss mit dieser tid aber {expected} sein',
  'detail.claim.tenantRefused': '{label}: tid ist {tenant}, das nicht in "allowedTenants" steht',
  'detail.claim.keyIssuer': 'mit einem Schlüssel des Ausstellers {key} signiert, nicht von {issuer}',
  'detail.claim.otherUser': 'sub ist nicht das des Tokens; die Antwort gehört also zu einer anderen Person',
  'detail.claim.identifier': '{claim} ist keine gültige Kennung',
  'detail.claim.missingWords': '{claim} fehlt{words}',
  'detail.callback.repeated': 'ein Parameter kommt mehrmals vor',
  'detail.callback.state': 'der Parameter state fehlt oder ist falsch',
  'detail.callback.issuer': 'iss ist {issuer}, das ist ein anderer Aussteller',
  'detail.callback.both': 'sie enthält sowohl einen Code als auch einen Fehler',
  'detail.callback.noCode': 'kein Code',
  'detail.callback.longCode': 'der Code ist zu lang',
  'detail.callback.noIssuer': 'iss fehlt, obwohl die Metadaten es ankündigen',
  'detail.callback.otherTenant': 'iss nennt einen anderen Mandanten als das ID-Token',
  'detail.userInfo.type': 'ihr Inhaltstyp ist weder JSON noch application/jwt',
  'detail.userInfo.ownApi':
    '; wenn das Access-Token für eine eigene API bestimmt ist, wie es bei Microsoft und ADFS sein kann, setzen Sie "userInfo": "never"',
  'detail.metadata.invalid': 'nicht gültig: {members}',
  'detail.metadata.http': '{name} ({value}, beginnt nicht mit https)',
  'detail.metadata.noIssuer': 'sie nennen keinen Aussteller',
  'detail.metadata.noSecretMethod':
    'sie nennen kein Verfahren mit einem Client-Secret, nur {methods}; setzen Sie "clientAuthentication" auf das richtige',
  'detail.metadata.keyAlgorithms': 'sie nennen keinen der Algorithmen von "clientKey" ({algorithms})',
  'detail.metadata.introspection': 'introspection_endpoint fehlt, aber "introspection" braucht es',
  'detail.metadata.emailVerified':
    'sie nennen den Claim email_verified nicht, deshalb würde "allowedDomains" alle Benutzer abweisen; ergänzen Sie "emailVerified"',
  'detail.metadata.signedRequests': 'sie verlangen signierte Anfragen (JAR), die nicht unterstützt werden',
  'detail.metadata.noAsymmetric': 'sie nennen keinen asymmetrischen Algorithmus für ID-Tokens',
  'detail.reauthentication.noTime': 'das ID-Token hat kein auth_time, obwohl max_age gesendet wurde',
  'detail.reauthentication.old':
    'der Anbieter hat keine erneute Anmeldung verlangt: auth_time liegt {seconds} s zurück',
  'detail.logout.nonce': 'es hat eine Nonce, die Logout-Tokens nicht haben',
  'detail.logout.events': 'events nennt keine Back-Channel-Abmeldung',
  'detail.logout.unusable': '{claim} ist kein brauchbarer Text',
  'detail.logout.nobody': 'es hat weder sub noch sid',
  'detail.logout.old': 'exp fehlt, und iat liegt mehr als zwei Minuten zurück',
  'detail.logout.issuer': 'iss nennt einen anderen Aussteller',
  'detail.token.header': 'sein Header ist nicht lesbar',
  'detail.metadata.pushNeeded':
    'pushed_authorization_request_endpoint fehlt oder ist nicht gültig, aber "pushedAuthorization" braucht es',
  'detail.metadata.pushRequired':
    'pushed_authorization_request_endpoint fehlt oder ist nicht gültig, aber sie verlangen übermittelte Anfragen (PAR)',
  'detail.metadata.placeholder':
    'ihr Aussteller {issuer} enthält einen Platzhalter in geschweiften Klammern; schreiben Sie ihn als "issuerTemplate", und ergänzen Sie "allowedTenants"',
  'detail.metadata.slash':
    'sie nennen den Aussteller {issuer}, der nicht genau "{field}" ist: Sie unterscheiden sich durch einen Schrägstrich am Ende',
  'detail.metadata.issuer': 'sie nennen den Aussteller {issuer}, der nicht genau "{field}" ist, {expected}',
  'detail.token.otherClient': 'es wurde für den Client {client} ausgestellt; "tokenClients" nennt andere',
  'detail.token.noClient': 'kein Claim nennt seinen Client; "tokenClients" nennt andere',
  'detail.token.inactive': 'das Token ist nicht aktiv',
  'detail.token.notForSite': 'nichts belegt, dass das Token für diese Website ausgestellt wurde',
  'detail.token.kind': '{claim} nennt eine andere Art von Token',
  'detail.token.bound': 'es ist an einen Schlüssel gebunden, also kein Bearer-Token',
  'detail.token.program': 'es gehört zu einem Programm, nicht zu einer Person',
  'detail.attempt.key': 'der Schlüssel, mit dem dieser Versuch verschlüsselt wurde, ist nicht mehr da',
  'detail.attempt.unknown': 'kein Versuch hat diesen Wert von state',
  'detail.attempt.otherBackend': 'begonnen für {provider}, beantwortet für {other}',
  'detail.attempt.used': 'die Antwort wurde schon verwendet',
  'detail.attempt.expired': 'der Versuch ist abgelaufen',
  'detail.attempt.received': 'es ist schon eine Antwort eingegangen',
  'detail.attempt.noCookie':
    'die Anfrage hat kein Browser-Cookie, oder kein Schlüssel in SESSION_KEYS bestätigt es',
  'detail.attempt.otherBrowser': 'ein anderer Browser hat ihn begonnen',
  'detail.attempt.noProvider': 'den Anbieter dieses Versuchs gibt es nicht mehr',
  'detail.attempt.disabled': '{provider} wurde deaktiviert',
  'detail.attempt.otherIssuer': '{provider} hat jetzt einen anderen Aussteller',
  'detail.attempt.removed': 'der Anbieter wurde aus den Einstellungen entfernt',
  'detail.callback.form': 'eine form_post-Antwort mit Parametern in der Adresse',
  'detail.callback.states': 'kein Parameter state, oder mehr als einer',
  'detail.callback.userGone': 'die Person, die die Anmeldung begonnen hat, ist nicht mehr angemeldet',
  'detail.callback.noAddress': 'die Antwort belegt keine Adresse für diesen Versuch',
  'detail.callback.unasked':
    'der Anbieter hat Anmeldungen dieser Website mehrmals hintereinander ohne den Parameter state beantwortet',
  'detail.silentOff': '"silentSignIn": true fehlt bei {provider}',
  'detail.hashing': 'Passwörter, die auf ihren Hashwert warten: {waiting}',
  'detail.notFinished': 'nicht fertig nach {timeout} ms',
  'detail.limit': 'mehr als {max} in {seconds} s: {limit}',
  'detail.password.noUser': 'kein Benutzerkonto hat diesen Namen',
  'detail.password.none': 'das Benutzerkonto {user} hat kein Passwort',
  'detail.password.wrong': 'falsches Passwort für das Benutzerkonto {user}',
  'detail.password.missing': 'Benutzername oder Passwort fehlt',
  'detail.password.noCurrent': 'kein aktuelles Passwort',
  'detail.password.otherUser': 'es ist das Passwort eines anderen Benutzerkontos',
  'detail.password.changed': 'das Passwort wurde inzwischen geändert',
  'detail.partial.unknown': 'keine unterbrochene Anmeldung hat dieses Token',
  'detail.partial.key':
    'der Schlüssel, mit dem diese unterbrochene Anmeldung verschlüsselt wurde, ist nicht mehr da',
  'detail.partial.otherRelease': 'eine andere Version dieses Programms hat sie unterbrochen',
  'detail.partial.used': 'eine andere Anfrage war schneller, oder sie wurde verworfen',
  'detail.partial.finished': 'sie hat schon zu einer Sitzung geführt',
  'detail.partial.expired': 'sie hat zu lange gewartet',
  'detail.partial.malformed': 'das Token ist fehlerhaft',
  'detail.partial.userGone': 'die Person, deren Anmeldung unterbrochen ist, ist nicht mehr angemeldet',
  'detail.partial.noProof': 'kein Nachweis, oder der eines anderen Browsers oder einer anderen Anmeldung',
  'detail.link.otherBrowser': 'der Link wurde in einem anderen Browser geöffnet',
  'detail.link.noButton': 'die Seite hat keine solche Schaltfläche',
  'detail.link.incomplete': 'der Link ist unvollständig',
  'detail.link.otherAddress': 'die Anmeldung fragt jetzt nach einer anderen Adresse',
  'detail.link.noProof': 'kein Nachweis, oder der eines anderen Browsers oder Links',
  'detail.address.notOne': 'nicht genau eine einfache Adresse',
  'detail.code.otherSignIn': 'der Code ist für eine andere Anmeldung oder Adresse',
  'detail.code.missing': 'kein Code',
  'detail.code.lastAttempt': 'das war der letzte Versuch',
  'detail.code.noUser': 'kein Benutzerkonto hatte diese Adresse',
  'detail.code.notRequested': 'die Seite wurde geöffnet, ohne einen Code anzufordern',
  'detail.mailOff': 'SMTP_URL ist nicht gesetzt',
  'detail.session.ended': 'die Sitzung ist inzwischen beendet',
  'detail.session.disconnected': 'das Konto wurde inzwischen getrennt',
  'detail.session.userDeleted': 'das Benutzerkonto wurde inzwischen gelöscht',
  'detail.token.scope': 'der Scope {scopes} fehlt',
  'detail.exchange.opaque': 'kein Anbieter nimmt opake Tokens an',
  'detail.exchange.issuer': 'kein Anbieter tauscht Tokens seines Ausstellers',
  'detail.exchange.noProvider': 'kein Anbieter tauscht Token',
  'detail.exchange.ambiguous': 'das Token könnte zu {providers} gehören',
  'detail.exchange.noToken': 'es wurde kein Bearer-Token gesendet',
  'detail.exchange.malformed': 'das Bearer-Token ist fehlerhaft',
  'detail.exchange.headers': '{headers} Authorization-Header',
  'detail.device.unknownCode': 'kein Gerät zeigt diesen Code an',
  'detail.device.decided': 'darüber wurde schon entschieden',
  'detail.device.disconnected': 'das Konto, das die Sitzung geöffnet hat, wurde getrennt',
  'detail.token.notJwt': 'kein JWT',
  'detail.token.otherUser': 'sie gehört zu einem anderen Benutzer',
  'detail.token.session': 'es ist ein Sitzungstoken dieser Website',
  'detail.token.sid': 'sid gehört zu einem anderen sub',
  'adminMails.title': 'E-Mails',
  'adminMails.lead': 'Die E-Mails, die diese Website verschickt, so wie die Empfänger sie erhalten.',
  'adminMails.sample': 'Ein Muster: Der Code und die Links funktionieren nicht.',
  'adminMails.html': 'E-Mail',
  'adminMails.text': 'Nur Text',
  'adminMails.send': 'An {address} senden',
  'adminMails.sendNote':
    'Sie wird verschickt wie alle E-Mails dieser Website. Während der Entwicklung, ohne SMTP_URL, steht sie im Protokoll.',
  'adminMails.registrationCode': 'Code für ein neues Konto',
  'adminMails.alreadyRegistered': 'Jemand will mit einer bekannten Adresse ein Konto anlegen',
  'adminMails.signInCode': 'Code zum Anmelden',
  'adminMails.continueCode': 'Code zum Bestätigen einer Adresse während der Anmeldung',
  'adminMails.newSignIn': 'Anmeldung mit einem neuen Browser',
  'adminMails.accessChanged': 'Geänderte Anmeldemethoden',
  'adminMails.resetCode': 'Code für ein neues Passwort',
  'adminMails.passwordReset': 'Passwort wurde zurückgesetzt',
  'adminMails.emailCode': 'Code für eine neue E-Mail-Adresse',
  'adminMails.emailChangeRequested': 'E-Mail-Adresse soll geändert werden',
  'adminMails.emailChanged': 'E-Mail-Adresse wurde geändert',
  'adminMails.usernameChanged': 'Benutzername wurde geändert',
  'adminMails.usernameChangedByAdministrator': 'Benutzername wurde von der Administration geändert',
  'adminMails.invitation': 'Einladung',
  'adminMails.passwordLink': 'Link für ein neues Passwort, von der Administration gesendet',
  'adminMails.accountDeleted': 'Konto wurde gelöscht',
  'adminSettings.title': 'Einstellungen',
  'adminSettings.lead':
    'Die Einstellungen, wie dieser Prozess sie beim Start gelesen hat. Änderungen nehmen Sie an der Quelle vor; sie gelten ab dem nächsten Start. Anbieter haben eigene Seiten.',
  'adminSettings.name': 'Einstellung',
  'adminSettings.value': 'Wert',
  'adminSettings.source': 'Herkunft',
  'adminSettings.notSet': 'nicht gesetzt',
  'adminSettings.secret': 'gesetzt (geheim)',
  'adminSettings.from.environment': 'Umgebung',
  'adminSettings.from.file': 'Datei, die die Umgebung nennt',
  'adminSettings.from.configuration': 'Konfigurationsdatei',
  'adminSettings.from.default': 'Vorgabe',

  'adminSignIns.notFound':
    'Zu {reference} wurde keine Anmeldung gefunden. Sie wurde vielleicht inzwischen gelöscht. Andere Anfragen stehen unter derselben Referenz im Protokoll des Servers.',
  'adminSignIns.noReference':
    '{text} ist keine Referenz. Eine Referenz hat acht Buchstaben und Ziffern, zum Beispiel K7QM2XHD.',
  'adminSignIns.reference': 'Referenz von der Fehlerseite',
  'adminSignIns.find': 'Suchen',
  'adminSessions.kind': 'Art',
  'adminSessions.kind.browser': 'Browser',
  'adminSessions.kind.bearer': 'App',
  'adminSessions.kind.device': 'Gerät',
  'adminSessions.none':
    'Sitzungen sind in Cookies gespeichert (SESSION_STORE=cookie) und lassen sich nicht auflisten. Um jemanden überall abzumelden, öffnen Sie die Seite des Kontos.',
  'adminSessions.byUser':
    'Sitzungen sind in Redis gespeichert. Aufgelistet werden können nur die eines einzelnen Kontos.',
  'adminSessions.noMatch': 'Keine passende Sitzung.',
  'adminSessions.enterUser': 'Geben Sie einen Benutzernamen ein, um die Sitzungen dieses Kontos zu sehen.',
  'adminSignIns.any': 'Alle',
  'adminSignIns.code': 'Fehlercode',
  'adminSignIns.failedOnly': 'Nur fehlgeschlagene',
  'adminSignIns.apply': 'Anwenden',
  'adminSignIns.unfinished': 'Gestartet, aber nicht abgeschlossen',
  'adminSignIns.unfinishedNote':
    'Die Personen haben vielleicht aufgegeben. Viele davon bei einem Anbieter bedeuten, dass er einen Fehler anzeigt, meist weil die Weiterleitungs-URI dort nicht eingetragen ist.',
  'adminSignIns.started': '{provider}, gestartet {time}',
  'adminSignIns.startedExpired': '{provider}, gestartet {time}, abgelaufen',
  'adminSignIns.newestFirst': 'Anmeldungen, neueste zuerst',
  'adminSignIns.incomplete':
    'Bisher keine passenden Anmeldungen gefunden. Die Suche ist noch nicht abgeschlossen.',
  'adminSignIns.none': 'Keine passenden Anmeldungen.',
  'adminSignIns.searchOlder': 'Ältere Anmeldungen durchsuchen',
  'adminSignIns.older': 'Ältere',

  'adminAction.sessions.ended': 'hat alle Benutzerkonten abgemeldet',
  'adminAction.users.imported': 'hat Benutzerkonten importiert',
  'adminAction.doctor.run': 'hat die Diagnose ausgeführt',
  'adminAction.provider.added': 'hat den Anbieter {target} hinzugefügt',
  'adminAction.provider.changed': 'hat den Anbieter {target} geändert',
  'adminAction.provider.tested': 'hat den Anbieter {target} getestet',
  'adminAction.provider.enabled': 'hat den Anbieter {target} aktiviert',
  'adminAction.provider.disabled': 'hat den Anbieter {target} deaktiviert',
  'adminAction.provider.rolled-back': 'ist zu einer früheren Version des Anbieters {target} zurückgekehrt',
  'adminAction.provider.deleted': 'hat den Anbieter {target} gelöscht',
  'adminAction.provider.version-discarded': 'hat eine Version des Anbieters {target} verworfen',
  'adminAction.provider.mark-saved': 'hat dem Anbieter {target} ein Bild gegeben',
  'adminAction.provider.mark-removed': 'hat das Bild des Anbieters {target} entfernt',
  'adminAction.provider.change-accepted': 'hat die geänderte Definition von {target} angenommen',
  'adminAction.provider.accounts-moved':
    'hat die Konten von {target} auf einen anderen Aussteller umgestellt',
  'adminAction.user.deleted': 'hat das Benutzerkonto {target} gelöscht',
  'adminAction.user.created': 'hat das Benutzerkonto {target} angelegt',
  'adminAction.user.edited': 'hat {target} bearbeitet',
  'adminAction.user.invited': 'hat {target} eingeladen',
  'adminAction.user.invitation-accepted': 'hat die Einladung von {target} angenommen',
  'adminAction.user.reset-sent': 'hat {target} einen Link für ein neues Passwort gesendet',
  'adminAction.user.disabled': 'hat {target} deaktiviert',
  'adminAction.user.enabled': 'hat {target} wieder aktiviert',
  'adminAction.user.sessions-ended': 'hat Sitzungen von {target} beendet',
  'adminAction.user.account-disconnected': 'hat ein Konto von {target} getrennt',
  'adminAction.user.account-moved': 'hat ein Konto von {target} einem anderen Benutzerkonto zugeordnet',
  'adminAction.user.merged': 'hat {target} mit einem anderen Benutzerkonto zusammengeführt',
  'adminAction.user.merge-undone': 'hat die Zusammenführung von {target} rückgängig gemacht',
  'adminAction.user.email-freed': 'hat die bestätigte Adresse von {target} freigegeben',
  'adminAction.user.role-given': 'hat {target} eine Rolle gegeben',
  'adminAction.user.role-taken': 'hat {target} eine Rolle entzogen',
  'adminAction.admin.granted': 'hat {target} Administrationsrechte gegeben',
  'adminAction.admin.setup-resumed': 'hat {target} wieder angemeldet, mangels anderer Anmeldemethode',
  'adminAction.admin.revoked': 'hat {target} die Administrationsrechte entzogen',
  'adminAction.other': '{kind} {target}',
  'adminEvents.actor.deleted': 'ein gelöschtes Benutzerkonto',
  'adminEvents.targetAt': '{user} bei {provider}',
  'adminEvents.actor.command-line': 'Befehlszeile',
  'adminEvents.actor.program': 'das Programm',
  'adminEvents.actor.setup-link': 'Einrichtungslink',
  'adminEvents.actor.unknown': 'unbekannt',
  'adminEvents.detail.passed': 'bestanden',
  'adminEvents.detail.failed': 'fehlgeschlagen',
  'adminEvents.detail.version': 'Version {value}',
  'adminEvents.detail.fromVersion': 'ausgehend von Version {value}',
  'adminEvents.detail.from': 'von {value}',
  'adminEvents.detail.to': 'an {value}',
  'adminEvents.detail.into': 'mit {value}',
  'adminEvents.detail.oneSession': 'eine Sitzung',
  'adminEvents.detail.changed': 'geändert: {value}',
  'adminEvents.detail.role': 'Rolle {value}',
  'adminEvents.detail.roles': 'Rollen {value}',
  'adminEvents.detail.issuer': 'Aussteller {value}',
  'adminEvents.detail.code': 'Code {value}',
  'adminEvents.detail.byLink': 'per Link',
  'adminEvents.detail.byEmail': 'per E-Mail',
  'adminEvents.detail.reason': 'Grund: {value}',
  'adminEvents.detail.addressFreed': 'Adresse freigegeben',
  'adminEvents.detail.accounts': { one: '{count} Konto', other: '{count} Konten' },
  'adminEvents.detail.users': { one: '{count} Benutzerkonto', other: '{count} Benutzerkonten' },
  'signInKind.signed-in': 'Angemeldet',
  'signInKind.connected': 'Konto verbunden',
  'signInKind.halted': 'Wegen einer Frage angehalten',
  'signInKind.device-approved': 'Gerät zugelassen',
  'signInKind.device-denied': 'Gerät abgelehnt',
  'signInKind.logout-refused': 'Logout-Token abgelehnt',
  'signInKind.began-badly': 'Start nicht möglich',
  'signInKind.refused': 'Abgelehnt',
  'signInKind.failed': 'Fehlgeschlagen',

  'markProblem.empty': 'es ist leer',
  'markProblem.tooLarge': 'es ist größer als 32 KB',
  'markProblem.unknownType': 'es ist weder SVG noch PNG',
  'markProblem.notAFile': 'es ist keine Datei',
  'markProblem.unreadable': 'die Datei ist nicht lesbar',
  'markProblem.pngCutOff': 'die PNG-Datei ist abgeschnitten',
  'markProblem.pngDamaged': 'die PNG-Datei ist beschädigt',
  'markProblem.pngSides': 'die PNG-Datei ist nicht {min} bis {max} Pixel breit und hoch',
  'markProblem.svgStart': 'es beginnt nicht mit {element}',
  'markProblem.svgEnd': 'nach dem Ende von {element} folgt noch etwas',
  'markProblem.svgNotClosed': '{element} ist nicht geschlossen',
  'markProblem.svgDoctype':
    'es enthält einen Doctype, eine Entität, einen CDATA-Abschnitt oder eine Anweisung',
  'markProblem.svgText': 'es enthält Text außerhalb eines Titels',
  'markProblem.svgElement': 'es enthält das Element {element}',
  'markProblem.svgNested': 'es enthält ein {element} in einem anderen',
  'markProblem.svgTooMany': 'es enthält zu viele Elemente',
  'markProblem.svgMalformed': '{element} ist fehlerhaft geschrieben',
  'markProblem.svgAttributeTwice': '{element} hat das Attribut {attribute} zweimal',
  'markProblem.svgNamespace': 'es hat einen anderen Namensraum als SVG',
  'markProblem.svgAttribute': '{element} hat das Attribut {attribute}',
  'markProblem.svgSize': '{element} hat weder eine viewBox noch width und height',
  'markProblem.svgCloses': '{element} schließt ein anderes Element',
  'markProblem.svgStyleMalformed': 'es enthält einen fehlerhaft geschriebenen Stil',
  'markProblem.svgStyle': 'es enthält den Stil {style}',
  'markProblem.svgValue': 'das Attribut {attribute} hat einen Wert, den keine Zeichnung braucht',

  'adminProvider.enabled': 'Aktiviert',
  'adminProvider.usable': 'Man kann sich damit auf der Anmeldeseite anmelden, oder direkt unter {url}.',
  'adminProvider.builtIn': 'Das ist der eingebaute Testanbieter, der in Produktion nicht vorhanden ist.',
  'adminProvider.configured':
    'Er lässt sich hier nicht ändern: Ändern Sie ihn in BACKENDS_FILE, in der Umgebung oder in der Konfiguration im Code.',
  'adminProvider.accounts': {
    one: '{count} Konto ist darüber mit Benutzerkonten verbunden.',
    other: '{count} Konten sind darüber mit Benutzerkonten verbunden.',
  },
  'adminProvider.test': 'Anmeldung testen',
  'adminProvider.testAgain': 'Anmeldung erneut testen',
  'adminProvider.testNote':
    'Sie melden sich beim Anbieter mit Ihrem eigenen Konto an und sehen hier, was geschehen würde. Es wird nichts gespeichert, und Ihre Sitzung bleibt, wie sie ist.',
  'adminProvider.addresses': 'Adressen, die beim Anbieter einzutragen sind',
  'adminProvider.hidden':
    'Die Einstellungen dieser Website definieren auch einen Anbieter mit dem Namen {name}, und die Einstellungen haben Vorrang. Dieser hier ist wirkungslos, bis Sie den anderen aus BACKENDS_FILE oder der Umgebung entfernen.',
  'adminProvider.broken':
    'Die gespeicherten Einstellungen dieses Anbieters sind ungültig, daher kann man sich damit nicht anmelden. Bearbeiten und testen Sie ihn, und aktivieren Sie die neue Version.',
  'adminProvider.next': 'Nächster Schritt',
  'adminProvider.tested':
    'Version {version} hat ihre Testanmeldung bestanden. Wenn Sie sie aktivieren, erscheint sie innerhalb von zwei Sekunden auf der Anmeldeseite jedes Prozesses.',
  'adminProvider.finishOld':
    'Anmeldungen, die mit Version {version} begonnen haben, enden auch mit dieser Version.',
  'adminProvider.untested':
    'Tragen Sie die folgenden Adressen beim Anbieter ein, und testen Sie dann die Anmeldung: Sie melden sich dort mit Ihrem eigenen Konto an und sehen hier, was geschehen würde. Nur der Bericht wird gespeichert, und Ihre Sitzung bleibt, wie sie ist.',
  'adminProvider.untestedNote':
    'Wenn der Anbieter einen Fehler zeigt, statt Sie zurückzuschicken, ist die häufigste Ursache eine Weiterleitungs-URI, die dort nicht genau wie unten eingetragen ist.',
  'adminProvider.enableVersion': 'Version {version} aktivieren',
  'adminProvider.edit': 'Bearbeiten',
  'adminProvider.disable': 'Deaktivieren',
  'adminProvider.settingsOf': 'Einstellungen der Version {version}',
  'adminProvider.versions': 'Versionen',
  'adminProvider.versionsLead': 'Sie können zu jeder getesteten Version zurückkehren.',
  'adminProvider.createdTested': 'Angelegt {time} von {name}; getestet {tested}',
  'adminProvider.createdFailed': 'Angelegt {time} von {name}; der Test ist fehlgeschlagen',
  'adminProvider.createdUntested': 'Angelegt {time} von {name}; nicht getestet',
  'adminProvider.goBack': 'Zu Version {version} zurückkehren',
  'adminProvider.testVersion': 'Version {version} testen',
  'adminProvider.editCopy': 'Kopie bearbeiten',
  'adminProvider.discard': 'Version {version} verwerfen',
  'adminProvider.cannotDelete': {
    one: '{count} Konto ist darüber mit Benutzerkonten verbunden, daher lässt er sich nicht löschen: Es ginge eine Anmeldemethode verloren. Deaktivieren Sie ihn stattdessen; Sie können ihn später wieder aktivieren.',
    other:
      '{count} Konten sind darüber mit Benutzerkonten verbunden, daher lässt er sich nicht löschen: Es gingen Anmeldemethoden verloren. Deaktivieren Sie ihn stattdessen; Sie können ihn später wieder aktivieren.',
  },
  'adminProvider.canDelete':
    'Kein Benutzerkonto ist mit diesem Anbieter verbunden. Beim Löschen werden alle Versionen gelöscht; das lässt sich nicht rückgängig machen.',
  'adminProvider.lost': 'Eine Testanmeldung ist nicht zurückgekehrt',
  'adminProvider.lostLead':
    'Beginn: {time}. Hat der Anbieter einen Fehler gezeigt? Die häufigste Ursache ist eine Weiterleitungs-URI, die dort nicht eingetragen ist. Tragen Sie genau diese ein, und testen Sie noch einmal:',
  'adminProvider.lostTrace': 'Ablauf dieses Tests',
  'adminProvider.copy': 'Kopieren',
  'adminProvider.copied': 'Kopiert',
  'adminProvider.copyKeys': 'Drücken Sie Strg+C',
  'adminProviderNew.title': '{label} hinzufügen',
  'adminProviderNew.other': 'Anderer Anbieter',
  'adminProviderNew.byUrl': 'Über die URL hinzufügen',
  'adminProviderNew.byUrlLead':
    'Jeder OpenID-Connect-Anbieter hat eine Aussteller-URL (Issuer). Sie finden sie in seiner Dokumentation oder in seinen Einstellungen, oft unter „OpenID Connect“, „Discovery“ oder „well-known“. Den Rest rufen wir ab.',
  'adminProviderNew.issuerHelp': 'Eine URL, die auf /.well-known/openid-configuration endet, geht auch.',
  'adminProviderNew.pick': 'Oder einen Anbieter wählen',
  'adminProviderNew.pickLead':
    'Die meisten Einstellungen sind schon ausgefüllt. Meist brauchen Sie nur eine Client-ID und ein Client-Secret des Anbieters.',
  'adminProviderNew.oauth2': 'Oder einen OAuth-2-Anbieter hinzufügen',
  'adminProviderNew.oauth2Lead':
    'Für einen Anbieter mit OAuth 2, aber ohne OpenID Connect. Seine Dokumentation nennt einen Autorisierungs-Endpunkt, einen Token-Endpunkt und einen Endpunkt seiner API, der das Profil der Person liefert.',
  'adminProviderNew.enterEndpoints': 'Endpunkte eingeben',
  'adminProviderForm.edit': '{label} bearbeiten',
  'adminProviderForm.addOAuth2': 'OAuth-2-Anbieter hinzufügen',
  'adminProviderForm.found': 'Gefunden',
  'adminProviderForm.foundLead':
    'Der Anbieter antwortet, und seine Signaturschlüssel sind gültig. Das sind seine Einstellungen.',
  'adminProviderForm.quirks': 'Gut zu wissen',
  'adminProviderForm.stepName': '1. Name',
  'adminProviderForm.stepEndpoints': '1. Name und Endpunkte',
  'adminProviderForm.nameAndEndpoints': 'Name und Endpunkte',
  'adminProviderForm.stepRegister': '2. Diese Website beim Anbieter eintragen',
  'adminProviderForm.registerLead':
    'Legen Sie auf der Seite des Anbieters für Anwendungen oder Clients eine neue „Webanwendung“ an, und geben Sie dort diese Adressen ein. Sie enthalten den Namen von oben.',
  'adminProviderForm.stepCredentials': '3. Zugangsdaten des Anbieters eingeben',
  'adminProviderForm.settings': 'Einstellungen',
  'adminProviderForm.more': 'Weitere Einstellungen',
  'adminProviderForm.saveVersion': 'Als neue Version speichern',
  'adminProviderForm.save': 'Speichern',
  'adminProviderForm.versionNote':
    'Eine aktivierte Version bleibt in Gebrauch, bis Sie die neue testen und aktivieren.',
  'adminProviderForm.saveNote': 'Auf der Anmeldeseite noch nicht sichtbar. Nächster Schritt: testen.',
  'adminProviderForm.issuer': 'Aussteller-URL (Issuer)',
  'adminProviderForm.issuerHelp': 'Genau so, wie der Anbieter sie schreibt.',
  'adminProviderForm.nameHelp':
    'Steht in URLs und lässt sich später nicht ändern. Kleinbuchstaben, Ziffern und Bindestriche.',
  'adminReport.title': 'Testanmeldung',
  'adminReport.titleOf': 'Testanmeldung der Version {version}',
  'adminReport.passed': 'bestanden',
  'adminReport.failed': 'fehlgeschlagen',
  'adminReport.by': 'Von {name}, {time}; Referenz {reference}.',
  'adminReport.byCode': 'Von {name}, {time}; Referenz {reference}, Code {code}.',
  'adminReport.dryRun': 'Das war ein Probelauf: Außer diesem Bericht wurde nichts gespeichert.',
  'adminReport.dryRunOnce':
    'Das war ein Probelauf: Es wurde nichts gespeichert, auch dieser Bericht nicht; er wird nur einmal angezeigt.',
  'adminReport.claims': 'Claims vom Anbieter',
  'adminReport.claim': 'Claim',
  'adminReport.value': 'Wert',
  'adminReport.from': 'Herkunft',
  'adminReport.fromProvider': 'der Anbieter',
  'adminReport.fromIdToken': 'ID-Token',
  'adminReport.steps': 'Schritte',
  'adminReport.writes': 'Was gespeichert worden wäre',
  'adminTrace.heading': 'Ablauf einer Anmeldung',
  'adminTrace.title': 'Anmeldung {reference}',
  'adminTrace.started': 'Beginn: {time}, mit {provider}',
  'adminTrace.with': 'mit {provider}',
  'adminTrace.user': 'Benutzerkonto {user}',
  'adminTrace.detail': 'Einzelheit:',
  'adminTrace.meaning': 'Bedeutung',
  'adminTrace.remedy': 'Was zu tun ist',
  'adminTrace.calls': 'Aufrufe beim Anbieter',
  'adminTrace.endedHere.halted': 'hier angehalten',
  'adminTrace.endedHere.refused': 'hier abgelehnt',
  'adminTrace.endedHere.failed': 'hier fehlgeschlagen',
  'adminTrace.noStep': 'Sie ist vor dem ersten Schritt fehlgeschlagen.',
  'adminTrace.log': 'Das Protokoll des Servers verwendet dieselbe Referenz.',
  'adminProvider.deleteTitle': 'Löschen',
  'adminProvider.versionTitle': 'Version {version}',

  'adminField.label.label': 'Bezeichnung',
  'adminField.label.help': 'Steht auf der Schaltfläche: „Anmelden mit …“. Ohne Angabe der Name.',
  'adminField.clientId.label': 'Client-ID',
  'adminField.clientId.help':
    'Der Anbieter zeigt sie an, nachdem Sie diese Website dort eingetragen haben. Manche nennen sie Anwendungs-ID.',
  'adminField.clientSecret.label': 'Client-Secret',
  'adminField.clientSecret.help':
    'Der Anbieter zeigt es neben der Client-ID an. Es wird verschlüsselt gespeichert und nie wieder angezeigt.',
  'adminField.authorizationEndpoint.label': 'Autorisierungs-Endpunkt',
  'adminField.authorizationEndpoint.help':
    'Die Adresse, an die die Personen geschickt werden, zum Beispiel https://id.example.com/oauth/authorize.',
  'adminField.tokenEndpoint.label': 'Token-Endpunkt',
  'adminField.tokenEndpoint.help':
    'Die Adresse, die einen Code gegen ein Access-Token tauscht, zum Beispiel https://id.example.com/oauth/token.',
  'adminField.userInfoEndpoint.label': 'Profil-Endpunkt',
  'adminField.userInfoEndpoint.help':
    'Die Adresse, die das Profil der Person als JSON liefert, zum Beispiel https://api.example.com/user.',
  'adminField.subject.label': 'Profilfeld, das die Person identifiziert',
  'adminField.subject.help':
    'Zum Beispiel id, oder data.id für ein Feld in einem Feld. Es darf sich nie ändern und nie an eine andere Person gehen, ist also nicht die E-Mail-Adresse.',
  'adminField.trustEmail.label': 'Bestätigten E-Mail-Adressen dieses Anbieters vertrauen',
  'adminField.trustEmail.help':
    'Aktivieren Sie das nur, wenn der Anbieter prüft, dass eine Adresse der Person gehört, wie Google es tut. Die Adresse gilt dann auch hier als bestätigt, und eine Adresse in ADMIN_EMAILS verleiht Administrationsrechte. Der Anbieter könnte jede beliebige Adresse angeben.',
  'adminField.linkByVerifiedEmail.label':
    'Personen in dem Benutzerkonto mit derselben bestätigten Adresse anmelden',
  'adminField.linkByVerifiedEmail.help':
    'Andernfalls müssen sich Personen, deren Adresse schon zu einem Benutzerkonto gehört, zuerst wie gewohnt anmelden und dann diesen Anbieter verbinden. Erfordert die Einstellung darüber.',
  'adminField.allowedDomains.label': 'Erlaubte E-Mail-Domains',
  'adminField.allowedDomains.help':
    'Durch Leerzeichen getrennt, zum Beispiel example.com example.org. Leer: keine Einschränkung.',
  'adminField.requiredClaims.label': 'Erforderliche Claims',
  'adminField.requiredClaims.help':
    'Durch Leerzeichen getrennt, zum Beispiel email. Ohne sie ist keine Anmeldung möglich. Die Testanmeldung zeigt, welche Claims dieser Anbieter sendet.',
  'adminField.scopes.label': 'Scopes',
  'adminField.scopes.help':
    'Werden beim Anbieter angefordert, durch Leerzeichen getrennt. Leer: die üblichen.',
  'adminField.extraClaims.label': 'Claims, die mit dem Konto gespeichert werden',
  'adminField.extraClaims.help':
    'Zum Beispiel groups, für Forward-Auth-Regeln. Sobald zwei Anbieter Gruppen speichern, müssen diese Regeln den Anbieter nennen: group=NAME:staff. Namen und Adressen werden immer gespeichert.',
  'adminField.groupsClaim.label': 'Claim mit den Gruppen oder Rollen',
  'adminField.groupsClaim.help':
    'Zum Beispiel groups, oder realm_access.roles bei Keycloak. Die Gruppen werden mit dem Konto gespeichert, für Forward-Auth-Regeln.',
  'adminField.emailVerified.label': 'Wo der Anbieter angibt, dass eine Adresse bestätigt ist',
  'adminField.emailVerified.help':
    'Leer: im Claim email_verified, wie es der Standard vorsieht, und bei OAuth 2 nirgends. Sonst der Name eines anderen Claims, zum Beispiel xms_edov; oder true, wenn dieser Anbieter nur bestätigte Adressen ausgibt.',
  'adminField.userInfo.label': 'UserInfo',
  'adminField.userInfo.help':
    'Wann der UserInfo-Endpunkt abgefragt wird. Wählen Sie „{@adminField.userInfo.choice.never}“, wenn der Anbieter das Access-Token dort ablehnt.',
  'adminField.userInfo.choice.default': 'Standard: bei jeder Anmeldung',
  'adminField.userInfo.choice.required': 'Bei jeder Anmeldung',
  'adminField.userInfo.choice.when-needed': 'Nur wenn dem ID-Token ein Claim fehlt',
  'adminField.userInfo.choice.never': 'Nie',
  'adminField.idTokenAlgorithm.label': 'Algorithmus der ID-Tokens',
  'adminField.idTokenAlgorithm.help':
    'Nur, wenn es ein bestimmter sein muss. HS256, HS384 und HS512 brauchen ein Client-Secret mit mindestens 32 Byte.',
  'adminField.idTokenAlgorithm.choice.default': 'Jeder asymmetrische, den die Metadaten des Anbieters nennen',
  'adminField.idTokenAlgorithm.choice.HS256': 'Mit dem Client-Secret',
  'adminField.idTokenAlgorithm.choice.HS384': 'Mit dem Client-Secret',
  'adminField.idTokenAlgorithm.choice.HS512': 'Mit dem Client-Secret',
  'adminField.decryptionKey.label': 'Entschlüsselungsschlüssel',
  'adminField.decryptionKey.help':
    'Für Anbieter, die ID-Tokens oder UserInfo verschlüsseln: der private Schlüssel im PEM-Format, dessen öffentlicher Schlüssel dort eingetragen ist. Er wird verschlüsselt gespeichert, wie das Secret.',
  'adminField.timeout.label': 'Zeitlimit eines Aufrufs',
  'adminField.timeout.help': 'Für einen langsamen Anbieter, zum Beispiel 10s. Höchstens 30s.',
  'adminField.clockTolerance.label': 'Uhrentoleranz',
  'adminField.clockTolerance.help':
    'Wie weit die Uhren hier und beim Anbieter voneinander abweichen dürfen, zum Beispiel 2m. Höchstens 5m.',
  'adminField.clientAuthentication.label': 'Client-Authentifizierung',
  'adminField.clientAuthentication.help':
    'Wie das Client-Secret gesendet wird. Ändern Sie das nur, wenn der Anbieter es verlangt.',
  'adminField.clientAuthentication.choice.default': 'Standard für diesen Anbieter',
  'adminField.clientAuthentication.choice.client_secret_basic': 'In einem Header',
  'adminField.clientAuthentication.choice.client_secret_post': 'Im Rumpf der Anfrage',
  'adminField.clientAuthentication.choice.private_key_jwt': 'Mit dem Client-Schlüssel signiert',
  'adminField.clientAuthentication.choice.none': 'Ohne Secret: öffentlicher Client',
  'adminField.clientKey.label': 'Client-Schlüssel',
  'adminField.clientKey.help':
    'Ersetzt das Secret bei Anbietern, die eine Signatur verlangen, wie Apple: JSON mit dem privaten Schlüssel im PEM-Format, seiner ID und bei Apple dem Team, zum Beispiel {example}. Er wird verschlüsselt gespeichert, wie das Secret.',
  'adminField.responseMode.label': 'Antwortmodus',
  'adminField.responseMode.help':
    'Mit form_post steht die Antwort nicht in URLs. Nicht jeder Anbieter unterstützt das.',
  'adminField.responseMode.choice.default': 'Standard',
  'adminField.responseMode.choice.query': 'In der URL',
  'adminField.responseMode.choice.form_post': 'Als Formular',
  'adminField.icon.label': 'Symbol',
  'adminField.icon.help':
    'Der Name eines Symbols aus simple-icons, zum Beispiel gitlab oder keycloak. Ohne Symbol zeigt die Schaltfläche den ersten Buchstaben der Bezeichnung.',
  'adminField.order.label': 'Reihenfolge',
  'adminField.order.help':
    'Der Platz unter den Anmeldemethoden: Eine kleinere Zahl kommt zuerst. Die Anmeldeseite zeigt die ersten als große Schaltflächen und die übrigen darunter.',
  'adminField.hidden.label': 'Auf der Anmeldeseite ausblenden',
  'adminField.hidden.help': 'Über einen Link zu /login/NAME bleibt die Anmeldung möglich.',
  'adminField.other.label': 'Weitere Felder',
  'adminField.other.help':
    'Alle weiteren Felder eines Anbieters als JSON, zum Beispiel {example}. Sie sind in docs/backends.md beschrieben.',
  'adminProviderForm.keepSecret': 'Lassen Sie das Feld leer, um den gespeicherten Wert zu behalten.',
  'adminProviderForm.defaultsTo': 'Standard: {value}.',
  'adminProviderForm.choice': '{label} ({value})',
  'adminProvider.secretStored': 'verschlüsselt gespeichert, wird nie angezeigt',
  'adminAddress.redirect.label': 'Weiterleitungs-URI',
  'adminAddress.redirect.help':
    'Erforderlich. Manche Anbieter nennen sie Redirect-URI, Callback-URL oder Umleitungs-URI.',
  'adminAddress.logout.label': 'Weiterleitung nach dem Abmelden',
  'adminAddress.logout.help':
    'Tragen Sie sie ein, wenn der Anbieter nach einer Post-Logout-Redirect-URI fragt. Wer sich hier abmeldet, kann dann auch dort abgemeldet werden.',
  'adminAddress.backchannel.label': 'Back-Channel-Logout',
  'adminAddress.backchannel.help':
    'Tragen Sie sie ein, wenn der Anbieter Back-Channel-Logout unterstützt. Eine Abmeldung dort meldet dann auch hier ab.',

  'adminFacts.issuer': 'Aussteller',
  'adminFacts.authorizationEndpoint': 'Autorisierungs-Endpunkt',
  'adminFacts.tokenEndpoint': 'Token-Endpunkt',
  'adminFacts.userInfoEndpoint': 'UserInfo-Endpunkt',
  'adminFacts.noUserInfo': 'keiner; alle Claims müssen im ID-Token stehen',
  'adminFacts.clientAuthentication': 'Client-Authentifizierung',
  'adminFacts.signing': 'Signatur der ID-Tokens',
  'adminFacts.encryption': 'Verschlüsselung der ID-Tokens',
  'adminFacts.pushed': 'Pushed Authorization',
  'adminFacts.pkce': 'PKCE',
  'adminFacts.verifiedAddresses': 'Bestätigte Adressen',
  'adminFacts.signOut': 'Abmeldung',
  'adminFacts.scopes': 'Scopes',
  'adminFacts.claims': 'Claims',
  'adminFacts.andMore': '{names} und {count} weitere',
  'adminFacts.authUnlisted':
    'client_secret_basic, weil keine Methode genannt ist; diese Website verwendet sie',
  'adminFacts.emptyList': 'eine leere Liste',
  'adminFacts.authSecret': '{names}; mit einem Client-Secret verwendet diese Website {method}',
  'adminFacts.authKey':
    '{names}; kein Client-Secret wird akzeptiert: Füllen Sie „{@adminField.clientKey.label}“ aus, und wählen Sie private_key_jwt als „{@adminField.clientAuthentication.label}“',
  'adminFacts.authNone':
    '{names}; kein Client-Secret wird akzeptiert: Wählen Sie „{@adminField.clientAuthentication.choice.none}“ als „{@adminField.clientAuthentication.label}“',
  'adminFacts.authUnsupported':
    '{names}; diese Website unterstützt keine davon: Wählen Sie eine andere Methode als „{@adminField.clientAuthentication.label}“, und fragen Sie den Anbieter',
  'adminFacts.signingUnlisted': 'RS256, weil kein Algorithmus genannt ist; diese Website akzeptiert ihn',
  'adminFacts.signingAll': '{names}; diese Website akzeptiert alle',
  'adminFacts.signingSome': '{names}; diese Website akzeptiert {accepted}',
  'adminFacts.signingByChoice':
    '{names}; diese Website akzeptiert {accepted}, und {chosen} nur, wenn Sie ihn wählen',
  'adminFacts.signingNone': 'von sich aus keinen',
  'adminFacts.none': 'keine',
  'adminFacts.encryptionUnsupported':
    'möglich mit {names}, was diese Website nicht unterstützt: Lassen Sie die Verschlüsselung beim Anbieter ausgeschaltet',
  'adminFacts.encryptionPossible':
    'möglich mit {names}; lassen Sie sie beim Anbieter ausgeschaltet, oder füllen Sie „{@adminField.decryptionKey.label}“ aus, und verwenden Sie {accepted}',
  'adminFacts.pushedRequired': 'verlangt; diese Website sendet ihre Anfragen so',
  'adminFacts.pushedUnsupported': 'nicht unterstützt und nicht nötig',
  'adminFacts.pushedPossible': 'möglich, aber nicht verlangt; diese Website verwendet sie mit {setting}',
  'adminFacts.pkceUsed': 'mit S256 unterstützt; diese Website verwendet es',
  'adminFacts.pkceUnlisted': 'nicht genannt; diese Website sendet S256, was Anbieter ohne PKCE ignorieren',
  'adminFacts.pkceOnly': 'nur {names} genannt; diese Website sendet S256, was Anbieter ohne PKCE ignorieren',
  'adminFacts.verifiedUnknown': 'unbekannt, weil der Anbieter keine Claims nennt; die Testanmeldung zeigt es',
  'adminFacts.verifiedListed': 'der Anbieter gibt an, ob eine Adresse bestätigt ist',
  'adminFacts.verifiedUnlisted':
    'der Claim email_verified ist nicht genannt: Füllen Sie „{@adminField.emailVerified.label}“ aus, wenn Sie bestätigte Adressen brauchen',
  'adminFacts.signOutThere': 'diese Website kann Personen dort abmelden',
  'adminFacts.signOutReported': 'er meldet Abmeldungen dort (Back-Channel)',
  'adminFacts.signOutFrontChannel': 'er kann sie über den Browser melden (Front-Channel), mit {setting}',
  'adminFacts.signOutUnsupported': 'nicht unterstützt',
  'adminFormError.rejected':
    'Es wurde nichts gespeichert. Bitte prüfen Sie die markierten Felder, und geben Sie Secrets erneut ein.',
  'adminFormError.stillHere':
    'Ihre Eingaben sind noch da. Prüfen Sie die andere Version, und speichern Sie erneut, um sie zu ersetzen.',
  'adminFormError.unusable': 'Der Anbieter ist nicht nutzbar: {detail}.',
  'adminFormError.unknownHost': 'Es wurde kein Host mit diesem Namen gefunden. Prüfen Sie die Adresse.',
  'adminFormError.unreachable': 'Der Anbieter ist nicht erreichbar. Einzelheiten: {detail}.',
  'adminFormError.timeout': 'Der Anbieter hat nicht rechtzeitig geantwortet. Einzelheiten: {detail}.',
  'adminFormError.unknown': 'unbekannter Fehler',
  'adminFormError.checkAddress': 'Prüfen Sie die Adresse, oder versuchen Sie es gleich noch einmal.',
  'adminFormError.signedInAgain':
    'Sie haben sich seit dem Öffnen dieses Formulars neu angemeldet, daher wurde nichts gespeichert. Bitte prüfen und speichern Sie es noch einmal.',
  'adminFormError.signInAgain':
    'Melden Sie sich zu Ihrer Sicherheit in einem anderen Tab erneut an, und speichern Sie dieses Formular dann noch einmal. Es wurde nichts gespeichert.',
  'adminFormError.settingsName':
    'Die Einstellungen dieser Website definieren einen Anbieter mit dem Namen {name}.',
  'adminFormError.nameTaken': 'Es gibt bereits einen Anbieter mit dem Namen {name}.',
  'adminFormError.nameHasAccounts':
    'Unter dem Namen {name} sind Konten eines früheren Anbieters mit einem anderen Aussteller gespeichert.',
  'adminFormError.otherIssuer':
    'Unter diesem Namen sind Konten eines anderen Ausstellers gespeichert, und dieser Aussteller würde andere Personen anmelden. Fügen Sie ihn als weiteren Anbieter unter einem anderen Namen hinzu.',
  'adminFormError.otherPeople':
    'Diese Änderung könnte anderen Personen die Konten öffnen, die unter diesem Namen gespeichert sind: {problem} Fügen Sie ihn als weiteren Anbieter unter einem anderen Namen hinzu.',
  'adminFormError.deleted': 'Der Anbieter wurde inzwischen gelöscht.',
  'adminFormError.changedBy':
    '{name} hat den Anbieter inzwischen geändert. Seine neueste Version ist {version}.',
  'adminFormError.issuerOrPreset': 'Geben Sie die Aussteller-URL ein, oder wählen Sie unten einen Anbieter.',
  'adminFormError.secretAgain':
    'Der Aussteller oder ein Endpunkt hat sich geändert. Geben Sie das Secret erneut ein.',
  'adminFormError.notJson':
    'Das ist kein JSON-Objekt. Geben Sie eines in geschweiften Klammern ein, zum Beispiel {example}.',
  'adminFormError.ownField': '{names}: Diese Seite hat dafür ein eigenes Feld. Geben Sie den Wert dort ein.',

  'adminFacts.both': '{first}; {second}',

  'adminFormError.fieldProblem': 'Das Feld {field} wird nicht akzeptiert. {problem}',

  'adminReport.advice.access_denied':
    'Sie oder der Anbieter haben die Anmeldung abgelehnt. Stimmen Sie dort zu, oder erlauben Sie Ihrem Konto in den Einstellungen des Anbieters, diese Anwendung zu nutzen.',
  'adminReport.advice.provider_error':
    'Der Anbieter hat die Anfrage abgelehnt. Vergleichen Sie die Weiterleitungs-URI unten Zeichen für Zeichen mit der dort eingetragenen. Prüfen Sie dann, ob die Anwendung dort diese Scopes anfordern darf.',
  'adminReport.advice.provider_misconfigured':
    'Kopieren Sie Client-ID und Client-Secret noch einmal vom Anbieter, und prüfen Sie, ob sein Aussteller noch derselbe ist. Wenn das Secret stimmt, erwartet der Anbieter vielleicht eine andere Methode: siehe „{@adminField.clientAuthentication.label}“ unter „{@adminProviderForm.more}“.',
  'adminReport.advice.provider_unavailable':
    'Versuchen Sie es gleich noch einmal. Wenn es wieder geschieht, prüfen Sie, ob dieser Server den Anbieter erreichen kann.',
  'adminReport.advice.provider_timeout':
    'Versuchen Sie es gleich noch einmal. Wenn es wieder geschieht, prüfen Sie, ob dieser Server den Anbieter erreichen kann.',
  'adminReport.advice.callback_invalid':
    'Die Antwort war ungültig. Versuchen Sie es noch einmal. Wenn es wieder geschieht, hält sich der Anbieter nicht an den Standard.',
  'adminReport.advice.identity_rejected':
    'Die Antwort des Anbieters hat die oben genannte Prüfung nicht bestanden. Häufige Ursachen sind eine falsch gehende Uhr, hier oder dort, oder ein Aussteller, der nicht genau der in den Tokens ist.',
  'adminReport.advice.claim_missing':
    'Fordern Sie den Scope an, der den Claim enthält, erlauben Sie ihn in den Einstellungen des Anbieters, oder entfernen Sie ihn aus den erforderlichen Claims. Die eingetroffenen Claims stehen unten.',
  'adminReport.advice.not_allowed':
    'Testen Sie mit einem Konto einer erlaubten Domain, oder erweitern Sie die Liste der Domains.',
  'adminReport.advice.registration_closed':
    'Der Anbieter funktioniert. REGISTRATION steht auf closed, daher können sich neue Personen nicht damit anmelden. Wer schon ein Benutzerkonto hat, kann ihn auf der Kontoseite verbinden.',
  'adminReport.advice.email_belongs_to_user':
    'Der Anbieter funktioniert. Ihre Adresse gehört hier schon zu einem Benutzerkonto, daher müssten Sie sich zuerst wie gewohnt anmelden.',
  'adminReport.advice.user_disabled':
    'Der Anbieter funktioniert. Ihr eigenes Benutzerkonto ist hier deaktiviert.',
  'adminReport.write.createUser': 'Ein neues Benutzerkonto',
  'adminReport.write.createAccount': 'Ein neues Konto der Person',
  'adminReport.write.updateAccount': 'Die neuesten Tokens und Claims des Kontos',
  'adminReport.write.updateUser': 'Das neueste Profil der Person',
  'adminReport.write.setAdmin': 'Administrationsrechte, wegen ADMIN_EMAILS',
  'adminReport.write.runOwnStatement': 'Eine Anweisung eines eigenen Schritts dieser Website',
  'adminReport.asked.email':
    'Eine Person mit dieser Identität müsste eine E-Mail-Adresse angeben und wäre dann angemeldet: {reason}.',
  'adminReport.asked.email-code':
    'Eine Person mit dieser Identität müsste zur Bestätigung der Adresse den Code aus einer E-Mail eingeben und wäre dann angemeldet: {reason}.',
  'adminReport.asked.terms':
    'Eine Person mit dieser Identität müsste die Nutzungsbedingungen annehmen und wäre dann angemeldet: {reason}.',
  'adminReport.asked.proof':
    'Eine Person mit dieser Identität müsste nachweisen, dass das Benutzerkonto mit derselben Adresse ihr gehört, und wäre dann angemeldet: {reason}.',
  'adminReport.asked.confirmation':
    'Eine Person mit dieser Identität müsste etwas bestätigen und wäre dann angemeldet: {reason}.',
  'adminReport.asked.form':
    'Eine Person mit dieser Identität müsste ein Formular ausfüllen und wäre dann angemeldet: {reason}.',
  'adminReport.askedOther':
    'Eine Person mit dieser Identität müsste eine Frage beantworten ({question}) und wäre dann angemeldet: {reason}.',
  'adminReport.signedInNew':
    'Eine Person mit dieser Identität würde mit einem neuen Benutzerkonto angemeldet, {username}.',
  'adminReport.signedIn': 'Eine Person mit dieser Identität würde als {username} angemeldet.',
  'adminReport.refusedOutcome':
    'Der Anbieter funktioniert, aber eine Person mit dieser Identität würde abgelehnt: {reason}',
  'adminReport.failedOutcome': 'Die Anmeldung beim Anbieter ist fehlgeschlagen: {reason}',
  'adminTrace.fact.intent': 'Zweck',
  'adminTrace.fact.client': 'Client',
  'adminTrace.fact.browser': 'Browser',
  'adminTrace.fact.started': 'Beginn',
  'adminTrace.fact.tripTime': 'Zeit beim Anbieter',
  'adminTrace.fact.begin': 'Vorbereitung',
  'adminTrace.fact.provider': 'Aufrufe beim Anbieter',
  'adminTrace.fact.pipeline': 'Schritte der Anmeldung',
  'adminTrace.fact.password': 'Passwortprüfung',
  'adminTrace.answered': '{call}: Antwort {status}',
  'adminTrace.notAnswered': '{call}: keine Antwort',
  'adminTrace.callFailed': '{call}: {failure}',
  'adminTrace.returned': 'Zurückgekehrt',
  'adminTrace.wasTest':
    'Das war eine Testanmeldung. Ihr Bericht steht auf der Seite des Anbieters, bis diese Version erneut getestet wird.',
  'adminTrace.notRecorded':
    'Der Ausgang wurde nicht aufgezeichnet: Der Prozess wurde vielleicht beendet, oder es gab zu viele Ereignisse auf einmal.',
  'adminTrace.neverReturned': 'Nie zurückgekehrt',
  'adminTrace.notReturnedYet': 'Noch nicht zurückgekehrt',
  'adminTrace.notReturned':
    'Die Person wurde zum Anbieter geschickt, und es ist keine Antwort eingetroffen. Sie hat vielleicht aufgegeben. Wenn der Anbieter ihr einen Fehler gezeigt hat, ist die häufigste Ursache eine Weiterleitungs-URI, die dort nicht eingetragen ist. Tragen Sie genau diese ein: {uri}',

  'adminTrace.titleAndCode': '{title}: {code}',
  'adminTrace.intent.sign-in': 'Anmeldung',
  'adminTrace.intent.connect': 'Verbinden eines Kontos',
  'adminTrace.intent.silent': 'stille Prüfung',
  'adminTrace.intent.test': 'Test',
  'adminTrace.client.browser': 'Browser',
  'adminTrace.client.bearer': 'App',
  'adminTrace.client.device': 'Gerät',
  'adminTrace.client.unknown': 'unbekannt',

  'adminTrace.client.socket': 'WebSocket',
  'adminTrace.client.back-channel': 'Back-Channel',

  'discovery.issuerDiffers':
    'das Dokument unter {url} nennt den Aussteller {stated}, eingegeben haben Sie aber {entered}; geben Sie den Aussteller genau so ein, wie der Anbieter ihn schreibt',

  'definitionProblem.provider': 'Der Anbieter {provider} wird nicht akzeptiert. {problem}',
  'definitionProblem.field': 'Das Feld {field} des Anbieters {provider} wird nicht akzeptiert. {problem}',
  'definitionProblem.unreadable': 'Die gespeicherte Definition ist nicht lesbar.',
  'definitionProblem.secretUnreadable':
    'Das Secret lässt sich nicht entschlüsseln: Der Schlüssel steht nicht mehr in ENCRYPTION_KEYS. Geben Sie das Secret erneut ein.',
  'fieldProblem.nameLong': 'Der Name ist länger als {max} Zeichen; wählen Sie einen kürzeren.',
  'fieldProblem.nameReserved':
    'Der Name ist reserviert; wählen Sie einen anderen, zum Beispiel den des Anbieters.',
  'fieldProblem.nameForm':
    'Der Name muss mit einem Buchstaben beginnen und darf nur a-z, 0-9 und dazwischen einzelne "-" oder "_" enthalten; ändern Sie ihn.',
  'fieldProblem.issuerUrl':
    'Das ist keine URL; geben Sie den Aussteller genau so ein, wie der Anbieter ihn schreibt, zum Beispiel https://id.example.com.',
  'fieldProblem.https':
    'Die URL muss mit https beginnen; http ist nur für die Entwicklung, siehe ALLOW_INSECURE_ISSUERS.',
  'fieldProblem.urlUser': 'Die URL darf weder Benutzernamen noch Passwort enthalten; entfernen Sie sie.',
  'fieldProblem.issuerQuery':
    'Die URL darf weder Parameter noch ein Fragment enthalten; entfernen Sie, was auf das Fragezeichen oder "#" folgt.',
  'fieldProblem.issuerMetadata':
    'Das ist die URL der Metadaten; geben Sie nur den Teil vor /.well-known/ ein.',
  'fieldProblem.endpointUrl':
    'Das ist keine URL; geben Sie die ganze URL ein, zum Beispiel https://id.example.com/oauth/token.',
  'fieldProblem.urlFragment': 'Die URL darf kein Fragment enthalten; entfernen Sie, was auf "#" folgt.',
  'fieldProblem.secretMissing':
    'Das Secret fehlt; geben Sie es ein, oder wählen Sie „{@adminField.clientAuthentication.choice.none}“ als „{@adminField.clientAuthentication.label}“.',
  'fieldProblem.secretOrKeyMissing':
    'Das Secret fehlt; geben Sie es ein, oder wählen Sie „{@adminField.clientAuthentication.choice.none}“ als „{@adminField.clientAuthentication.label}“, oder füllen Sie „{@adminField.clientKey.label}“ aus.',
  'fieldProblem.publicPkce':
    'PKCE darf bei einem öffentlichen Client nicht ausgeschaltet sein; entfernen Sie das Feld, oder fügen Sie ein Client-Secret hinzu.',
  'fieldProblem.needsTrust':
    'Braucht „{@adminField.trustEmail.label}“; aktivieren Sie das, wenn der Anbieter E-Mail-Adressen prüft, oder schalten Sie dieses Feld aus.',
  'fieldProblem.formPost':
    'Braucht form_post als „{@adminField.responseMode.label}“; wählen Sie das, oder entfernen Sie dieses Feld.',
  'fieldProblem.needsSecret':
    'Braucht ein Client-Secret, das ein öffentlicher Client nicht hat; entfernen Sie das Feld.',
  'fieldProblem.secretShort':
    'Braucht ein Client-Secret mit mindestens {bytes} Byte, weil das Secret der Schlüssel ist; verwenden Sie ein längeres Secret oder einen anderen Algorithmus.',
  'fieldProblem.noUserInfo':
    'Wirkungslos, wenn „{@adminField.userInfo.label}“ auf „{@adminField.userInfo.choice.never}“ steht; entfernen Sie eines von beiden.',
  'fieldProblem.keyMissing':
    'Der Schlüssel fehlt; fügen Sie den privaten Schlüssel hinzu, dessen öffentlicher Schlüssel beim Anbieter eingetragen ist.',
  'fieldProblem.secretAndKey':
    'Nicht zusammen mit „{@adminField.clientKey.label}“ möglich; entfernen Sie eines von beiden.',
  'fieldProblem.keyMethod':
    'Wählen Sie private_key_jwt, wenn „{@adminField.clientKey.label}“ ausgefüllt ist.',
  'fieldProblem.keyUnreadable': 'Das ist kein lesbarer privater Schlüssel; erwartet: {what}.',
  'fieldProblem.wholeNumber': 'Der Wert muss eine ganze Zahl sein.',
  'fieldProblem.seconds': 'Der Wert muss eine ganze Zahl von Sekunden sein.',
  'fieldProblem.negative': 'Der Wert darf nicht negativ sein.',
  'fieldProblem.duration':
    'Der Wert muss eine Zahl mit s oder m sein, zum Beispiel "10s", und höchstens "{max}".',
  'fieldProblem.openid': 'Die Liste muss "openid" enthalten; fügen Sie es hinzu.',
  'fieldProblem.domain': 'Der Wert muss eine Domain ohne "@" sein, zum Beispiel example.com.',
  'fieldProblem.icon': 'Der Wert muss ein Name aus simple-icons sein: Kleinbuchstaben und Ziffern.',
  'fieldProblem.flag': 'Der Wert muss true oder false sein, ohne Anführungszeichen.',
  'fieldProblem.controlCharacters': 'Der Wert enthält Steuerzeichen; entfernen Sie sie.',
  'fieldProblem.tooLong': 'Der Wert ist länger als {max} Zeichen; kürzen Sie ihn.',
  'fieldProblem.empty': 'Dieser Wert ist erforderlich ({what}).',
  'fieldProblem.missing': 'Dieser Wert ist erforderlich ({what}).',
  'fieldProblem.noField': 'Dieses Feld gibt es nicht; {suggestion}',
  'fieldProblem.invalid': 'Der Wert ist nicht gültig.',
  'fieldProblem.text': 'Der Wert muss ein Text sein.',
  'fieldProblem.object': 'Der Wert muss ein JSON-Objekt sein.',
  'fieldProblem.objectInBraces': 'Die Definition muss ein JSON-Objekt in geschweiften Klammern sein.',
  'fieldProblem.objectOfTexts': 'Der Wert muss ein JSON-Objekt sein, dessen Werte Texte sind.',
  'fieldProblem.objectOfClaims':
    'Der Wert muss ein JSON-Objekt sein: der Name jedes Claims, und was er enthalten muss.',
  'fieldProblem.choice': 'Der Wert muss {others} oder {last} sein.',
  'fieldProblem.oneOf': 'Der Wert muss einer von diesen sein: {values}.',
  'fieldProblem.mustBe': 'Erwarteter Wert: {what}.',
  'fieldProblem.quoted': 'Der Wert muss ein Text in Anführungszeichen sein ({what}).',
  'fieldProblem.withoutSpaces': 'Der Wert darf nur aus ASCII-Zeichen ohne Leerzeichen bestehen ({what}).',
  'fieldProblem.emptyOptional': 'Der Wert ist leer; geben Sie ihn ein ({what}), oder entfernen Sie das Feld.',
  'fieldProblem.textOrList': 'Der Wert muss ein Text oder eine Liste von Texten sein.',
  'fieldProblem.listOfClaims': 'Der Wert muss eine Liste von Claims sein.',
  'fieldProblem.listOfDomains': 'Der Wert muss eine Liste von Domains sein.',
  'fieldProblem.listOfHeaders': 'Der Wert muss eine Liste von Headern sein.',
  'fieldProblem.listOfIssuers': 'Der Wert muss eine Liste von Ausstellern sein.',
  'fieldProblem.listOfParameters': 'Der Wert muss eine Liste von Parametern sein.',
  'fieldProblem.listOfScopes': 'Der Wert muss eine Liste von Scopes sein.',
  'fieldProblem.listOfTenants': 'Der Wert muss "any" oder eine Liste von Mandanten sein.',
  'fieldProblem.claimOrList': 'Der Wert muss der Name eines Claims oder eine Liste von Namen sein.',
  'fieldProblem.claimOrTrue': 'Der Wert muss der Name eines Claims oder true sein.',
  'fieldProblem.pathOrTrue': 'Der Wert muss ein Pfad ins Profil oder true sein.',
  'fieldProblem.parameterOrTrue': 'Der Wert muss true oder der Name eines Parameters sein.',
  'fieldProblem.tooMuch': 'Der Wert ist größer als {max}; wählen Sie einen kleineren.',
  'fieldProblem.overOneYear': 'Die Dauer ist länger als ein Jahr; wählen Sie eine kürzere.',
  'fieldProblem.tooMany': 'Die Liste hat mehr als {max} Einträge; kürzen Sie sie.',
  'fieldProblem.tooManyClaims': 'Die Liste nennt mehr als {max} Claims; kürzen Sie sie.',
  'fieldProblem.tooManyParameters': 'Die Liste nennt mehr als {max} Parameter; kürzen Sie sie.',
  'fieldProblem.notADomain': 'Das ist keine Domain; geben Sie eine ein, zum Beispiel example.com.',
  'fieldProblem.notOneScope': 'Das ist kein einzelner Scope; geben Sie jeden Scope als eigenen Eintrag ein.',
  'fieldProblem.notAParameter': 'Das ist kein Parametername.',
  'fieldProblem.notALogoutParameter':
    'Das ist kein Parametername; geben Sie einen ein, zum Beispiel logout_uri.',
  'fieldProblem.notAHeader': 'Das ist kein Name eines Headers.',
  'fieldProblem.headerHidden': 'Diesen Header erhalten Funktionen nicht.',
  'fieldProblem.noHeaders': 'Die Liste ist leer; nennen Sie die Header, die der Proxy setzt.',
  'fieldProblem.ascii': 'Der Wert darf nur ASCII-Zeichen enthalten.',
  'fieldProblem.oneWord': 'Der Wert muss ein einziges Wort sein, zum Beispiel "OAuth".',
  'fieldProblem.durationText': 'Der Wert muss eine Dauer in Anführungszeichen sein, zum Beispiel "10s".',
  'fieldProblem.setElsewhere':
    'Dieser Parameter darf hier nicht stehen; verwenden Sie stattdessen "{field}".',
  'fieldProblem.secretElsewhere':
    'Dieser Parameter darf hier nicht stehen; verwenden Sie stattdessen „{@adminField.clientSecret.label}“: Er darf nie in den Browser gelangen.',
  'fieldProblem.setBySignIn':
    'Dieser Parameter darf hier nicht stehen, weil jede Anmeldung ihren eigenen hat; entfernen Sie ihn.',
  'fieldProblem.unsupportedParameter': 'Dieser Parameter wird nicht unterstützt; entfernen Sie ihn.',
  'fieldProblem.headerNotHere': 'Dieser Header darf hier nicht stehen; entfernen Sie ihn.',
  'fieldProblem.ownParameter': 'Diesen Parameter setzt Portcullis selbst; entfernen Sie ihn.',
  'fieldProblem.fixedParameter':
    'Die Liste enthält {parameter}, das "authorizationParams" schon setzt; entfernen Sie eines von beiden.',
  'fieldProblem.presetUnknown': 'Diese Anbietervorlage ist nicht bekannt; {suggestion}',
  'fieldProblem.presetReturns':
    'Die Funktion muss eine Definition zurückgeben, wie für oidc() oder oauth2().',
  'fieldProblem.presetThrows': 'Die Funktion scheitert ({error}); korrigieren Sie sie oder ihre Parameter.',
  'fieldProblem.providerVerifiesNothing':
    'Dieses Feld würde alle abweisen, weil dieser Anbieter nicht angibt, welche Adressen bestätigt sind; geben Sie unter „{@adminField.emailVerified.label}“ true ein, wenn er jede Adresse prüft, oder den Namen eines Claims, der das angibt, oder leeren Sie dieses Feld.',
  'fieldProblem.keyLong': 'Der Wert ist länger als {max} Zeichen; geben Sie einen einzigen Schlüssel ein.',
  'fieldProblem.keyRejected':
    'Diesen Schlüssel nehmen Anbieter nicht an; geben Sie einen Schlüssel mit P-256, P-384, P-521, Ed25519 oder RSA mit mindestens 2048 Bit ein.',
  'fieldProblem.decryptionKey':
    'Der Wert muss ein Schlüssel mit RSA und mindestens 2048 Bit, P-256, P-384 oder P-521 sein ({what}).',
  'fieldProblem.teamMissing': 'Die ID des Teams fehlt; ein signiertes Secret braucht sie.',
  'fieldProblem.function': 'Der Wert muss eine Funktion sein.',
  'fieldProblem.functionMissing':
    'Die Funktion fehlt; schreiben Sie sie, denn Anbieter der Art "{kind}" gibt es nur im Code.',
  'fieldProblem.functionUnknown':
    'Ein Anbieter der Art "{kind}" hat diese Funktion nicht; entfernen Sie sie.',
  'fieldProblem.besideProfile': 'Wirkungslos neben einer Funktion "profile"; entfernen Sie eines von beiden.',
  'fieldProblem.kind': 'Der Wert muss "oidc" oder "oauth2" sein.',
  'fieldProblem.kindMissing':
    'Dieser Wert ist erforderlich; geben Sie "kind": "oidc" oder "kind": "oauth2" ein.',
  'fieldProblem.mutableClaim':
    'Dieser Claim kann sich ändern oder einer anderen Person zugeteilt werden; verwenden Sie eine Kennung wie "sub".',
  'fieldProblem.oneToThreeClaims': 'Die Liste muss einen bis drei Claims nennen.',
  'fieldProblem.onePlaceholder':
    'Der Aussteller muss genau einen Platzhalter in geschweiften Klammern für den Mandanten enthalten, zum Beispiel {example}.',
  'fieldProblem.earlierName':
    'Das ist der frühere Name von "{name}", das auch gesetzt ist; entfernen Sie es.',
  'fieldProblem.markFile':
    'Nur die Einstellungen der Website können eine Datei nennen; laden Sie das Bild auf der Seite des Anbieters hoch.',
  'fieldProblem.promptTwice':
    'Dieses Feld sendet "prompt=none", aber "authorizationParams" enthält ein anderes "prompt"; entfernen Sie eines von beiden.',
  'fieldProblem.onlyForExchange':
    'Wirkt nur auf den Tausch von Access-Tokens; fügen Sie "audience" oder "introspection" hinzu, oder entfernen Sie das Feld.',
  'fieldProblem.needsEmailsEndpoint':
    'Wirkungslos ohne "emailsEndpoint"; fügen Sie es hinzu, oder entfernen Sie dieses Feld.',
  'fieldProblem.replacedHeader':
    'Wirkungslos mit "tokenInQuery", das den Header ersetzt; entfernen Sie eines von beiden.',
  'fieldProblem.besideEmailsEndpoint':
    'Wirkungslos neben "emailsEndpoint", dessen Liste angibt, welche Adressen bestätigt sind; entfernen Sie eines von beiden.',
  'fieldProblem.trustWithoutVerification':
    'Wirkungslos, weil kein Feld angibt, welche Adressen bestätigt sind; füllen Sie „{@adminField.emailVerified.label}“ aus, fügen Sie "emailsEndpoint" hinzu, oder schalten Sie dieses Feld aus.',
  'fieldProblem.domainsWithoutVerification':
    'Dieses Feld würde alle abweisen, weil kein Feld angibt, welche Adressen bestätigt sind; füllen Sie „{@adminField.emailVerified.label}“ aus, fügen Sie "emailsEndpoint" hinzu, oder leeren Sie dieses Feld.',
  'fieldProblem.revocationWithoutEndpoint':
    'Wirkungslos, weil "revocationEndpoint" fehlt; fügen Sie es hinzu, oder entfernen Sie dieses Feld.',
  'fieldProblem.issuerPlaceholder':
    'Der Aussteller enthält einen Platzhalter in geschweiften Klammern; geben Sie diesen Aussteller als "issuerTemplate" ein, und hier den Aussteller, der die Metadaten hat.',
  'fieldProblem.claimsTwice':
    'Das setzt auch "claims" in "authorizationParams"; entfernen Sie eines von beiden.',
  'fieldProblem.needsTemplate':
    'Braucht "issuerTemplate"; fügen Sie es hinzu, oder entfernen Sie dieses Feld.',
  'fieldProblem.aliasesWithTemplate':
    'Wirkungslos mit "issuerTemplate", das jeden Aussteller beschreibt; entfernen Sie das Feld.',
  'fieldProblem.tenantsMissing':
    'Dieser Wert ist erforderlich; nennen Sie die IDs der Mandanten, deren Benutzer sich anmelden dürfen, oder geben Sie "any" ein.',
  'fieldProblem.anyAndOthers':
    'Die Liste enthält "any" und andere Einträge; geben Sie "any" allein ein, oder entfernen Sie es.',
  'fieldProblem.tidMissing':
    'Die Liste muss "tid" enthalten, weil zwei Mandanten dieselbe Kennung haben können; geben Sie ["tid", "sub"] ein.',
  'fieldProblem.trustWithTemplate':
    'Darf mit "issuerTemplate" nicht eingeschaltet sein, weil jeder Mandant jede Adresse setzen kann; schalten Sie dieses Feld aus.',
  'fieldProblem.verifiedWithTemplate':
    'Darf mit "issuerTemplate" nicht true sein, weil jeder Mandant jede Adresse setzen kann; nennen Sie einen Claim, oder leeren Sie dieses Feld.',
  'fieldProblem.domainsWithTemplate':
    'Wirkungslos mit "issuerTemplate"; verwenden Sie stattdessen "allowedTenants".',
  'wanted.aClaim': 'ein Claim',
  'wanted.aClientId': 'eine Client-ID',
  'wanted.aDomain': 'eine Domain',
  'wanted.aScope': 'ein Scope',
  'wanted.aValue': 'ein Wert',
  'wanted.anAudience': 'eine Audience',
  'wanted.anIssuer': 'ein Aussteller',
  'wanted.audiences': 'was "aud" in Ihren Access-Tokens enthält',
  'wanted.authorizationUrl': 'die URL, an die Personen weitergeleitet werden',
  'wanted.authorizationHttpsUrl': 'die https-URL, an die Personen weitergeleitet werden',
  'wanted.claimName': 'der Name eines Claims',
  'wanted.claimPath': 'der Pfad eines Claims',
  'wanted.claimValues': 'was der Claim enthalten muss',
  'wanted.clientId': 'die Client-ID des Anbieters',
  'wanted.clientSecret': 'das Client-Secret des Anbieters',
  'wanted.codeIssuer': 'der Aussteller, zum Beispiel urn:example:intranet',
  'wanted.emailsUrl': 'die URL der Liste der E-Mail-Adressen',
  'wanted.endSessionUrl': 'die URL, die die Sitzung beim Anbieter beendet',
  'wanted.entryPath': 'ein Pfad in einen Eintrag',
  'wanted.headerName': 'der Name eines Headers',
  'wanted.icon': 'der Kurzname eines Markensymbols',
  'wanted.issuer': 'der Aussteller',
  'wanted.issuerTemplate': 'der Aussteller mit einem Platzhalter für den Mandanten',
  'wanted.issuerUrl': 'die https-URL, die der Anbieter seinen Aussteller (Issuer) nennt',
  'wanted.jwksUrl': 'die URL der Signaturschlüssel',
  'wanted.keyId': 'die ID des Schlüssels',
  'wanted.label': 'der Name, den die Personen kennen',
  'wanted.markPath': 'der Pfad einer SVG- oder PNG-Datei',
  'wanted.metadataUrl': 'die URL der Metadaten',
  'wanted.parameterName': 'der Name eines Parameters',
  'wanted.pem': 'der private Schlüssel als PEM, von "-----BEGIN" bis "-----END ... PRIVATE KEY-----"',
  'wanted.profilePath': 'ein Pfad ins Profil',
  'wanted.profileUrl': 'die https-URL, die das Profil liefert',
  'wanted.responsePath': 'ein Pfad in die Antwort',
  'wanted.revocationUrl': 'die URL, die Tokens widerruft',
  'wanted.subjectPath': 'der Pfad einer Kennung, die sich nie ändert, zum Beispiel "id"',
  'wanted.teamId': 'die ID des Teams',
  'wanted.tenantId': 'die ID eines Mandanten',
  'wanted.tokenClients': 'die IDs der Clients, deren Tokens getauscht werden können',
  'wanted.tokenHttpsUrl': 'die https-URL, die einen Code gegen ein Token tauscht',
  'wanted.tokenUrl': 'die URL, die einen Code gegen Tokens tauscht',
  'wanted.tokenWord': 'das Wort vor dem Access-Token',
  'wanted.userInfoUrl': 'die URL von UserInfo',
  'suggestion.didYouMean': 'meinten Sie "{match}"?',
  'suggestion.known': 'entfernen Sie es. Bekannte Namen: {names}.',
  'adminParameter.tenant': 'Mandant',
  'adminParameter.domain': 'Domain',
  'adminParameter.realm': 'Realm',
  'adminParameter.region': 'Region',
  'adminParameter.pool': 'Pool',
  'adminParameter.application': 'Anwendung',
  'adminParameter.environment': 'Umgebung',
  'adminParameter.policy': 'Richtlinie',
  'presetName.azure-ad-b2c': 'Azure AD B2C, ein Benutzerflow',
  'presetName.entra': 'Microsoft Entra ID, ein Mandant',
  'presetName.entra-multitenant': 'Microsoft Entra ID, mehrere Mandanten',
  'presetName.entra-personal': 'Microsoft, persönliche Konten',
  'presetName.france-travail': 'France Travail Connect, Privatpersonen',
  'presetName.france-travail-recruiters': 'France Travail Connect, Arbeitgeber',
  'presetParameter.adfs.domain': 'der Name des Verbunddienstes, zum Beispiel sts.acme.example',
  'presetParameter.auth0.domain':
    'die Domain Ihres Mandanten, zum Beispiel acme.eu.auth0.com, oder Ihre eigene Domain',
  'presetParameter.authelia.domain':
    'der Host Ihres Authelia, gegebenenfalls mit Basispfad, zum Beispiel auth.acme.example',
  'presetParameter.authentik.domain': 'der Host Ihres authentik, zum Beispiel sso.acme.example',
  'presetParameter.authentik.application':
    'der Kurzname (Slug) der Anwendung, der in der Adresse des Ausstellers steht',
  'presetParameter.azure-ad-b2c.tenant': 'die Verzeichnis-ID (Mandant), eine GUID in Kleinbuchstaben',
  'presetParameter.azure-ad-b2c.domain':
    'die Domain Ihres Mandanten, zum Beispiel acme.b2clogin.com, oder Ihre eigene Domain',
  'presetParameter.azure-ad-b2c.policy':
    'der Name des Benutzerflusses oder der Richtlinie, wie er im Aussteller ihrer Metadaten steht',
  'presetParameter.cognito.region': 'die Region des Benutzerpools, zum Beispiel eu-west-1',
  'presetParameter.cognito.pool': 'die ID des Benutzerpools, zum Beispiel eu-west-1_AbCdEf123',
  'presetParameter.entra.tenant':
    'die Verzeichnis-ID (Mandant), eine GUID in Kleinbuchstaben, nicht der Name einer Domain',
  'presetParameter.entra.domain':
    'der Host Ihrer nationalen Cloud: login.microsoftonline.com, login.microsoftonline.us oder login.partner.microsoftonline.cn',
  'presetParameter.entra-multitenant.tenant':
    '"organizations" für Geschäfts-, Schul- und Unikonten, oder "common", um auch persönliche einzuschließen',
  'presetParameter.franceconnect.domain':
    'oidc.franceconnect.gouv.fr, oder fcp-low.sbx.dev-franceconnect.fr für Tests',
  'presetParameter.github.domain': 'die Domain Ihrer GitHub Enterprise Cloud, zum Beispiel acme.ghe.com',
  'presetParameter.github-enterprise.domain': 'die Domain Ihres Servers, zum Beispiel github.acme.example',
  'presetParameter.gitlab.domain':
    'der Host Ihres GitLab, gegebenenfalls mit Pfad, zum Beispiel gitlab.acme.example',
  'presetParameter.jumpcloud.domain':
    'die Domain Ihrer Region: oauth.id.jumpcloud.com, oauth.id.eu.jumpcloud.com oder oauth.id.in.jumpcloud.com',
  'presetParameter.kanidm.domain': 'der Host Ihres Kanidm, zum Beispiel idm.acme.example',
  'presetParameter.keycloak.domain':
    'der Host Ihres Keycloak, gegebenenfalls mit Basispfad, zum Beispiel id.acme.example oder id.acme.example/auth',
  'presetParameter.keycloak.realm': 'der genaue Name des Realms',
  'presetParameter.logto.domain':
    'der Host Ihres Mandanten, zum Beispiel acme.logto.app, oder Ihre eigene Domain',
  'presetParameter.mastodon.domain': 'der Host des Servers, zum Beispiel mastodon.social',
  'presetParameter.nextcloud.domain':
    'der Host Ihrer Nextcloud, gegebenenfalls mit Basispfad, zum Beispiel cloud.acme.example',
  'presetParameter.okta.domain':
    'die Domain Ihrer Organisation, zum Beispiel acme.okta.com, mit dem Pfad eines eigenen Autorisierungsservers, falls Sie einen verwenden, zum Beispiel acme.okta.com/oauth2/default',
  'presetParameter.onelogin.domain': 'die Domain Ihres Kontos, zum Beispiel acme.onelogin.com',
  'presetParameter.orcid.domain': 'orcid.org, oder sandbox.orcid.org für Tests',
  'presetParameter.paypal.domain': 'paypal.com, oder sandbox.paypal.com für Tests',
  'presetParameter.pingone.domain':
    'die Domain Ihrer Region, zum Beispiel auth.pingone.com, auth.pingone.eu, auth.pingone.ca oder auth.pingone.asia, oder Ihre eigene Domain',
  'presetParameter.pingone.environment': 'die ID der Umgebung, eine GUID in Kleinbuchstaben',
  'presetParameter.pocket-id.domain': 'der Host Ihres Pocket ID, zum Beispiel id.acme.example',
  'presetParameter.proconnect.domain':
    'die Domain der Umgebung und des Netzes, zum Beispiel auth.agentconnect.gouv.fr, oder fca.integ01.dev-agentconnect.fr für Tests',
  'presetParameter.salesforce.domain':
    'login.salesforce.com, test.salesforce.com für Sandboxes, oder Ihre eigene Domain, zum Beispiel acme.my.salesforce.com',
  'presetParameter.zitadel.domain':
    'die Domain Ihrer Instanz, zum Beispiel acme.zitadel.cloud, oder Ihre eigene Domain',

  'presetQuirk.noPkce':
    'Die Dokumentation erwähnt PKCE nicht, deshalb ist es ausgeschaltet. Der State, das Browser-Cookie und das Client-Secret schützen trotzdem vor einem gestohlenen Code.',
  'presetQuirk.neverVerified':
    'Die API gibt nie an, dass eine Adresse bestätigt ist, deshalb gilt keine Adresse als bestätigt.',
  'presetQuirk.noEmail': 'Es gibt keine E-Mail-Adresse und keinen Scope dafür.',
  'presetQuirk.status200':
    'Der Token-Endpunkt gibt Fehler mit dem Status 200 zurück; sie werden als Fehler behandelt.',
  'presetQuirk.clientInBody': 'Client-ID und Client-Secret werden im Rumpf der Token-Anfrage gesendet.',
  'presetQuirk.noUsername':
    'Es gibt keinen preferred_username, deshalb werden Benutzernamen aus Adressen abgeleitet.',
  'presetQuirk.noAuthTime':
    'ID-Tokens haben keine auth_time, deshalb zählt die Uhr dieser Website, wenn sich Benutzer erneut anmelden sollen.',
  'presetQuirk.userAgent': 'Die API lehnt Aufrufe ohne User-Agent ab; Portcullis sendet immer einen.',
  'presetQuirk.noEmailVerified': 'Es gibt kein email_verified, deshalb gilt keine Adresse als bestätigt.',
  'presetQuirk.codes30': 'Codes gelten 30 Sekunden, Access-Tokens eine Minute. Es gibt kein Refresh-Token.',
  'presetQuirk.microsoft': `Es gibt kein email_verified, und der Claim "email" ist ein Wert, den ein Administrator eingegeben hat; keine Adresse von Microsoft gilt als bestätigt.
Die Kennung (sub) gilt nur für diese Anwendung: Mit einer anderen Client-ID hat eine Person eine andere. Behalten Sie die Registrierung bei einem Umzug.
Namen und Adressen stehen im ID-Token; UserInfo, also Microsoft Graph, fügt wenig hinzu.
ID-Tokens haben keine auth_time, außer Sie fügen sie als optionalen Claim der Anwendung hinzu; stellen Sie dann "reauthentication" auf "auth_time", damit Microsoft nachweist, dass sich Benutzer erneut angemeldet haben.
preferred_username ist eine Adresse, die sich ändern oder einer anderen Person zugeteilt werden kann; sie ist nur ein Vorschlag für einen Benutzernamen.`,
  'presetQuirk.github': `Die Kennung ist "id", eine Zahl; der Name eines Kontos ("login") kann einer anderen Person zugeteilt werden.
Das Profil enthält nur die öffentliche Adresse, deshalb holt ein zweiter Aufruf die Adressen ("user:email"); verwendet wird die primäre.
Der Token-Endpunkt gibt Fehler mit dem Status 200 zurück; sie werden als Fehler behandelt.
Die API lehnt Aufrufe ohne User-Agent ab; Portcullis sendet immer einen.
Beim Trennen wird die Autorisierung der Anwendung mit allen ihren Tokens gelöscht, deshalb führt GitHub die Anwendung nicht mehr auf.`,
  'presetQuirk.france-travail': `Der Realm steht in der Query jedes Endpunkts, auch beim Token-Endpunkt und bei den Metadaten, und nie im Rumpf.
Client-ID und Client-Secret werden im Rumpf der Token-Anfrage gesendet; der Header wird abgelehnt.
Die Scopes müssen die Anwendung selbst nennen, als application_ und ihre Client-ID, und jede API, die sie verwendet.
Die Antwort enthält auch client_id, scope und iss, die Antwort des Token-Endpunkts enthält nonce. client_id, scope und diese Nonce werden ignoriert.
Der Aussteller wird mal mit seinem Port (":443") geschrieben, mal ohne; beides wird akzeptiert.
Eine Weiterleitungs-URI auf localhost lässt sich nicht eintragen.
email_verified ist, wenn vorhanden, der Text "true" statt eines Wahrheitswerts.`,
  'presetQuirks.adfs': `UserInfo enthält nur die Kennung (sub), deshalb muss jeder Claim im ID-Token stehen: Fügen Sie der Web-API, deren Bezeichner die Client-ID ist, Ausstellungstransformationsregeln für email, name, given_name und family_name hinzu, und erlauben Sie den Scope allatclaims.
Der Benutzername ist der Claim "upn", der immer im ID-Token steht. Er kann sich ändern und ist deshalb nur ein Vorschlag.
Die Kennung (sub) gilt nur für diese Client-ID: Mit einem anderen Client hat eine Person eine andere.
Es gibt kein email_verified, deshalb gilt keine Adresse als bestätigt. Wenn nur Ihre Administratoren Adressen setzen können, geben Sie true unter „{@adminField.emailVerified.label}“ ein und aktivieren Sie „{@adminField.trustEmail.label}“.
Die Metadaten nennen einen zweiten Aussteller für Access-Tokens ("access_token_issuer"), der nicht verwendet wird.
PKCE ist für AD FS ab 2019 dokumentiert. Wenn eine ältere Version es ablehnt, stellen Sie "pkce" auf false.`,
  'presetQuirks.apple': `Das Client-Secret ist ein JWT, das Portcullis mit einem Schlüssel von Apple signiert: „{@adminField.clientKey.label}“ enthält das Team, die Schlüssel-ID und den Schlüssel.
Mit einem Scope für Name oder Adresse ist die Antwort ein Formular (form_post) von einer anderen Website.
Der Name wird einmal gesendet, bei der ersten Zustimmung, unsigniert im Formularfeld "user". Spätere Anmeldungen löschen ihn nicht.
Es gibt keinen UserInfo-Endpunkt: Alle anderen Claims stehen im ID-Token.
email_verified und is_private_email sind der Text "true" statt eines Wahrheitswerts.
Wer die eigene Adresse verbirgt, erhält eine unter privaterelay.appleid.com; E-Mails dorthin müssen von einer Domain kommen, die bei Apple eingetragen ist.
Eine abgebrochene Anmeldung hat den Fehlercode user_cancelled_authorize.`,
  'presetQuirks.atlassian': `Die Autorisierungsanfrage muss die Audience api.atlassian.com nennen und jedes Mal um Zustimmung bitten.
Die Kennung ist "account_id"; Namen und Adressen können sich ändern.
Organisationen setzen die Adressen ihrer verwalteten Konten, deshalb ist „{@adminField.trustEmail.label}“ ausgeschaltet; das Feld "email_verified" gibt an, ob eine Adresse bestätigt ist.
Ein Refresh-Token braucht den Scope offline_access.
Die Dokumentation erwähnt PKCE nicht; es wird trotzdem verwendet.`,
  'presetQuirks.auth0': `Der Aussteller endet mit einem Schrägstrich, der dazugehört.
Die Kennung (sub) nennt auch die Verbindung, zum Beispiel "auth0|5f7c8ec7" oder "google-oauth2|1234".
Der Benutzername ist der Claim "nickname".
Vor 2018 angelegte Anwendungen signieren vielleicht mit HS256, das abgelehnt wird: Wählen Sie in der Anwendung RS256, unter "Advanced Settings", "OAuth".
Manche Verbindungen prüfen Adressen nicht oder lassen Benutzer sie eingeben. Aktivieren Sie „{@adminField.trustEmail.label}“, wenn Ihre sie prüfen.`,
  'presetQuirks.authelia': `Der Client braucht die Scopes openid, email und profile, und "token_endpoint_auth_method" muss die Methode sein, die Portcullis verwendet: client_secret_basic.
Name und Adresse stehen nur in UserInfo; das ID-Token enthält sie nur mit einer Claims-Richtlinie ("claims policy").
email_verified ist immer true: Authelia nimmt an, dass die Adressen seines Verzeichnisses bestätigt sind. Aktivieren Sie „{@adminField.trustEmail.label}“, wenn nur Sie sie ändern können.
Weitere Adressen einer Person sind der Claim "alt_emails"; Gruppen sind der Claim "groups", mit dem Scope groups.`,
  'presetQuirks.authentik': `Jede Anwendung ist ein eigener Aussteller, und der Aussteller endet mit einem Schrägstrich. Im Anbieter muss "Issuer mode" der sein, der jedem Anbieter einen eigenen Aussteller gibt.
Seit Version 2025.10 ist email_verified false, weil authentik nicht weiß, welche Adressen bestätigt sind. Wenn Ihre es sind, geben Sie true unter „{@adminField.emailVerified.label}“ ein und aktivieren Sie „{@adminField.trustEmail.label}“.
given_name enthält den ganzen Namen, weil authentik seine Teile nicht speichert.
Gruppen sind der Claim "groups", den der Scope profile liefert.
Ohne Signaturschlüssel im Anbieter werden ID-Tokens mit dem Client-Secret signiert (HS256), was abgelehnt wird: Wählen Sie ein Zertifikat als Signaturschlüssel.`,
  'presetQuirks.azure-ad-b2c': `Im Benutzerflow muss unter "Token compatibility settings" als "Issuer (iss) claim" der mit /tfp/ gewählt sein, der als einziger seine Metadaten unter sich hat.
Es gibt kein UserInfo. Das ID-Token enthält die Claims, die unter "Application claims" angekreuzt sind: Kreuzen Sie Display Name, Email Addresses, Given Name und Surname an.
Adressen sind die Liste "emails", und die erste wird verwendet. Nichts gibt an, dass sie bestätigt ist, deshalb gilt keine Adresse als bestätigt. Wenn Ihr Benutzerflow jede Adresse prüft, geben Sie true unter „{@adminField.emailVerified.label}“ ein und aktivieren Sie „{@adminField.trustEmail.label}“.
Wer abbricht oder das Passwort vergessen hat, kommt mit dem Fehler access_denied zurück.
Microsoft verkauft Azure AD B2C nur noch an bestehende Kunden.`,
  'presetQuirks.bitbucket': `Die Kennung ist "uuid", in geschweiften Klammern. Namen können sich ändern und einer anderen Person zugeteilt werden.
Die Adressen sind ein zweiter Aufruf; die primäre wird verwendet, wenn Bitbucket angibt, dass sie bestätigt ist.
Der OAuth-Consumer legt fest, welche Berechtigungen ein Token hat; Scopes in der Anfrage sind wirkungslos, deshalb werden keine gesendet.
{@presetQuirk.noPkce}`,
  'presetQuirks.cognito': `Der Aussteller ist der Benutzerpool, und die Endpunkte liegen unter seiner Domain: Ein Pool ohne Domain hat keine Endpunkte.
In UserInfo ist email_verified der Text "true" oder "false"; im ID-Token ist es ein Wahrheitswert.
Der Benutzername ist der Claim "cognito:username", den nur das ID-Token enthält.
Die Abmeldung entspricht nicht dem Standard: Sie braucht client_id und logout_uri, das eine der Abmelde-URLs des Clients sein muss.
Administratoren des Pools können Adressen als bestätigt kennzeichnen. Aktivieren Sie „{@adminField.trustEmail.label}“, wenn der Pool Ihrer ist.`,
  'presetQuirks.discord': `Das Profil enthält den Hash eines Bildes; dessen URL setzt sich aus diesem Hash und der Kennung zusammen.
Das Feld "verified" gibt an, ob die Adresse bestätigt ist.
Kennungen sind Zahlen mit bis zu zwanzig Stellen, die als Text gesendet werden; Portcullis wandelt sie nie in Zahlen um.`,
  'presetQuirks.dropbox': `Name und Adresse stehen im ID-Token. UserInfo wird nicht verwendet: Es erwartet POST und nennt einen anderen Aussteller.
Es gibt keinen preferred_username, deshalb werden Benutzernamen aus Adressen abgeleitet, und kein Bild.
email_verified gibt an, ob die Adresse bestätigt ist. Die Administratoren eines Teams verwalten dessen Adressen, und die Dokumentation sagt nicht, wie diese geprüft werden, deshalb ist „{@adminField.trustEmail.label}“ ausgeschaltet.
Eine App in der Entwicklung nimmt nur eine begrenzte Zahl von Benutzern an.
Ein Refresh-Token braucht "authorizationParams" mit "token_access_type": "offline".`,
  'presetQuirks.entra': `{@presetQuirk.microsoft}
Der Mandant muss eine GUID sein: Mit dem Namen einer Domain nennen die Metadaten einen anderen Aussteller.`,
  'presetQuirks.entra-multitenant': `{@presetQuirk.microsoft}
Der Aussteller in den Metadaten ist eine Vorlage mit "tenantid" in geschweiften Klammern. Der Aussteller eines Tokens muss diese Vorlage sein, ausgefüllt mit seiner eigenen "tid", und ein Schlüssel dieses Ausstellers muss es signiert haben.
Jeder kann einen Mandanten anlegen, deshalb muss "allowedTenants" die Mandanten nennen, die sich anmelden dürfen, oder "any" sein.
Konten werden durch tid und sub gemeinsam identifiziert, als tid/sub, damit kein Mandant Benutzer eines anderen anmelden kann.`,
  'presetQuirks.entra-personal': `{@presetQuirk.microsoft}
Alle persönlichen Konten gehören zu einem einzigen Mandanten, dessen ID immer dieselbe ist.`,
  'presetQuirks.facebook': `Die Version der API ist Teil jeder URL; jede Version funktioniert etwa zwei Jahre.
Die API gibt nur die angefragten Felder zurück, und "email" kann fehlen: Benutzer können es verweigern oder keines haben.
{@presetQuirk.neverVerified}
Kennungen gelten nur für diese App: Eine andere Client-ID führt zu anderen Konten.
Der Token-Endpunkt gibt Fehler als Objekte zurück; Protokolle zeigen deren Art und Nummer, zum Beispiel OAuthException.100.
API-Aufrufe enthalten appsecret_proof, deshalb können Sie es in den Einstellungen der App verlangen.
Beim Trennen werden mit dem Access-Token der Person alle Berechtigungen der App gelöscht, deshalb führt Facebook die App nicht mehr auf.`,
  'presetQuirks.figma': `{@presetQuirk.neverVerified}
Es gibt keinen Benutzernamen: "handle" ist der volle Name.
Access-Tokens werden an einer anderen Adresse als dem Token-Endpunkt erneuert, deshalb können sie hier nicht erneuert werden.
Der Token-Endpunkt aus der Zeit vor Februar 2025, auf www.figma.com, funktioniert nicht mehr.`,
  'presetQuirks.france-travail': `{@presetQuirk.france-travail}
Personen ohne E-Mail-Adresse oder ohne Namen können sich nicht anmelden; eine leere Liste unter „{@adminField.requiredClaims.label}“ hebt diese Regel auf.`,
  'presetQuirks.france-travail-recruiters': `{@presetQuirk.france-travail}
Jeder kann ein Konto für Arbeitgeber eröffnen. France Travail hat das Unternehmen nur geprüft, wenn "habilitation" den Wert "recruteurcertifie" hat.`,
  'presetQuirks.franceconnect': `Eine Autorisierungsanfrage mit einem unbekannten Parameter wird abgelehnt, und die Parameter von PKCE sind unbekannt, deshalb ist PKCE ausgeschaltet. Die Nonce bindet die Antwort trotzdem an die Anmeldung.
acr_values ist erforderlich. Dies ist FranceConnect (eidas1); FranceConnect+ verschlüsselt auch seine Tokens.
UserInfo ist ein signiertes JWT, das geprüft wird. Wählen Sie RS256 oder ES256 als Signatur Ihres Dienstes: Mit HS256, der Voreinstellung, würde das Client-Secret signieren.
Das ID-Token enthält über die Person nur die Kennung (sub), die nur für Ihren Dienst gilt.
{@presetQuirk.codes30}
Die Adresse kommt vom Identitätsanbieter der Person, und nichts gibt an, dass sie bestätigt ist.
Weitere Daten der „identité pivot“ (birthdate, gender, birthplace, birthcountry) brauchen "extraScopes" und eine Erlaubnis von FranceConnect. preferred_username ist der Gebrauchsname einer Person, kein Benutzername.
Die Schaltfläche muss aussehen, wie FranceConnect es vorschreibt; die auf unseren Seiten tut das nicht.`,
  'presetQuirks.github': `{@presetQuirk.github}`,
  'presetQuirks.github-enterprise': `Ein Enterprise Server hat seine API unter /api/v3; github.com und ghe.com haben sie auf einem eigenen Host.
{@presetQuirk.github}`,
  'presetQuirks.gitlab': `Die Kennung (sub) ist die Nummer der Person, als Text.
Ein GitLab-Administrator kann Adressen ohne E-Mail bestätigen. Aktivieren Sie „{@adminField.trustEmail.label}“ für gitlab.com oder für ein GitLab, das Sie betreiben.
Gruppen sind Claims: "groups" in UserInfo und auch "groups_direct" im ID-Token.`,
  'presetQuirks.google': `Der Aussteller von ID-Tokens kann "accounts.google.com" ohne https sein, wie Google dokumentiert; beide Schreibweisen werden akzeptiert.
Google prüft Adressen, deshalb ist „{@adminField.trustEmail.label}“ eingeschaltet; email_verified kann der Text "true" sein.
"authorizationParams" mit "hd": "acme.example" wählt nur aus, welche Konten Google anbietet. Um alle anderen abzulehnen, verlangen Sie den Claim: "requiredValues" mit "hd": "acme.example".
{@presetQuirk.noUsername}
Google stellt ein Refresh-Token nur mit "access_type": "offline" und "prompt": "consent" in "authorizationParams" aus.
Google gibt nicht an, wann sich eine Person zuletzt angemeldet hat (es gibt keine auth_time): Wenn sie sich erneut anmelden soll, lässt Google sie ein Konto auswählen, und die Uhr dieser Website zählt.`,
  'presetQuirks.huggingface': `Die Kennung (sub) bleibt gleich, wenn eine Person ihren Benutzernamen ändert.
Hugging Face lässt nur Benutzer mit bestätigter Adresse Anwendungen autorisieren, deshalb ist „{@adminField.trustEmail.label}“ eingeschaltet.
UserInfo nennt Organisationen in "orgs", und nur die, auf die die Person Zugriff gewährt; "authorizationParams" mit "orgIds" und einer ID fragt nach einer.`,
  'presetQuirks.jumpcloud': `Der Aussteller ist für alle Organisationen einer Region derselbe, und er endet mit einem Schrägstrich. Nur Benutzer, denen die App zugewiesen ist, erhalten ein Token.
Die Client-Authentifizierung der App muss die sein, die Portcullis verwendet: client_secret_basic.
Die App muss die Claims der Scopes email und profile liefern, sonst gibt es weder Name noch Adresse.
Administratoren der Organisation setzen die Adressen; aktivieren Sie „{@adminField.trustEmail.label}“, wenn die Organisation Ihre ist.
Die Dokumentation sagt nicht, ob email_verified gesendet wird.`,
  'presetQuirks.kakao': `Die Client-ID ist der REST-API-Schlüssel der App.
Ohne Scopes fragt Kakao nach den Zustimmungspunkten der App; jeder kann im Profil fehlen, weil Benutzer ihn ablehnen können.
Kennungen sind Zahlen und gelten nur für diese App. Bilder haben nur auf Anfrage eine https-Adresse (secure_resource).
Eine Adresse gehört der Person nur, wenn is_email_valid und is_email_verified beide true sind. Eine Definition kann nur eines davon nennen, deshalb gilt keine Adresse als bestätigt.
{@presetQuirk.noPkce}`,
  'presetQuirks.kanidm': `Jeder Client ist ein eigener Aussteller, dessen Adresse die Client-ID enthält: den Namen des Clients in Kanidm.
ID-Tokens werden mit ES256 signiert; ein Client mit der Option für alte Kryptografie erhält RS256.
PKCE ist erforderlich, und Portcullis verwendet es hier immer.
Eine Anmeldung wird abgelehnt, wenn nicht eine Scope-Zuordnung ("scope map") der Person jeden angefragten Scope gewährt.
preferred_username ist name@domain, außer der Client hat die Option prefer-short-username.
email_verified ist für jede Adresse true, und ein Administrator kann Adressen setzen. Aktivieren Sie „{@adminField.trustEmail.label}“, wenn der Server Ihrer ist.`,
  'presetQuirks.keycloak': `Jeder Realm ist ein eigener Aussteller. Bis Version 16 und mit "http-relative-path" liegt er unter /auth.
Der Aussteller ergibt sich aus der Einstellung "hostname" von Keycloak: Wenn die Metadaten einen anderen Aussteller nennen, ändern Sie diese Einstellung.
Für einen öffentlichen Client wählen Sie „{@adminField.clientAuthentication.choice.none}“ unter „{@adminField.clientAuthentication.label}“.
Administratoren des Realms können Adressen als bestätigt kennzeichnen. Aktivieren Sie „{@adminField.trustEmail.label}“, wenn der Realm Ihrer ist.`,
  'presetQuirks.line': `ID-Tokens von Web-Apps werden mit dem Secret des Kanals signiert (HS256), obwohl die Metadaten ES256 nennen. Wer das Secret des Kanals kennt, kann sich als jede Person anmelden.
Die Adresse braucht die Berechtigung "Email address permission" des Kanals, unter OpenID Connect in seinen Grundeinstellungen. Sie steht nur im ID-Token.
{@presetQuirk.noEmailVerified}
Kennungen gelten je "provider" bei LINE: Kanäle eines Providers sehen dieselben.
Es gibt keinen preferred_username, deshalb werden Benutzernamen aus Adressen oder Namen abgeleitet.`,
  'presetQuirks.linkedin': `Der Aussteller der Metadaten ist "https://www.linkedin.com/oauth", und die Dokumentation zeigt ID-Tokens mit dem Aussteller "https://www.linkedin.com"; beide werden akzeptiert.
ID-Tokens enthalten nie eine Nonce, deshalb wird keine gesendet.
Der Token-Endpunkt lehnt einen code_verifier zusammen mit einem Client-Secret ab (invalid_client), deshalb ist PKCE ausgeschaltet. Der State, das Browser-Cookie und das Client-Secret schützen trotzdem vor einem gestohlenen Code.
{@presetQuirk.clientInBody}
email_verified kann ein Text sein. LinkedIn erklärt, die Identität seiner Benutzer nicht zu prüfen, deshalb ist „{@adminField.trustEmail.label}“ ausgeschaltet.
Es gibt keinen preferred_username, und die meisten Anwendungen erhalten kein Refresh-Token.
{@presetQuirk.noAuthTime}`,
  'presetQuirks.logto': `Der Aussteller endet mit /oidc. Der Benutzername ist der Claim "username".
Tokens werden mit einer elliptischen Kurve signiert (ES384), außer Sie haben die Signaturschlüssel auf RSA umgestellt.
Administratoren des Mandanten können Adressen setzen. Aktivieren Sie „{@adminField.trustEmail.label}“, wenn der Mandant Ihrer ist.
Rollen und Organisationen sind Claims der Scopes roles und urn:logto:scope:organizations, die "extraScopes" hinzufügen kann.`,
  'presetQuirks.mastodon': `Jeder Server braucht einen eigenen Anbieter: Kennungen sind nur auf einem Server eindeutig.
{@presetQuirk.noEmail}
Den Scope profile gibt es seit Mastodon 4.3. Geben Sie für einen älteren Server read:accounts unter „{@adminField.scopes.label}“ ein.
PKCE gibt es seit derselben Version. Es gibt kein Refresh-Token.`,
  'presetQuirks.naver': `Die Person steht im Member "response" des Profils. Kennungen gelten nur für diese Anwendung.
Es gibt keine Scopes: Die Anwendung legt fest, was geteilt wird, und Benutzer können jeden Punkt ablehnen.
{@presetQuirk.neverVerified}
{@presetQuirk.status200}
{@presetQuirk.noPkce}`,
  'presetQuirks.nextcloud': `Es gibt keine Scopes: Ein Token gibt Zugriff auf alles, was die Person darf. Verwahren Sie das Client-Secret deshalb sicher.
Die Kennung ist die Benutzer-ID, die sich nie ändert. Ein Administrator, der einen Benutzer löscht, kann die ID einem anderen geben, der dann das Konto hier erhielte.
Benutzer können jede Adresse eingeben, deshalb gilt keine Adresse als bestätigt.
Das Profil ist eine Antwort der OCS-API, die den Header OCS-APIRequest braucht; die Person steht in ocs.data.
Wenn Ihr Nextcloud die App "OIDC Identity Provider" hat, verwenden Sie stattdessen OpenID Connect: Geben Sie den Aussteller ein, ohne einen Anbieter aus der Liste zu wählen.
{@presetQuirk.noPkce}`,
  'presetQuirks.notion': `Das Profil ist das der Integration, die Notion einen Bot nennt; die Person ist deren Eigentümer.
Notion fragt Benutzer, welche Seiten sie teilen, obwohl Portcullis keine liest.
Es gibt keine Scopes. Ohne die Berechtigung für E-Mail-Adressen gibt es keine Adresse.
{@presetQuirk.neverVerified}
{@presetQuirk.noPkce}`,
  'presetQuirks.okta': `Jeder Autorisierungsserver ist ein eigener Aussteller: die Organisation selbst oder einer unter /oauth2/.
Access-Tokens der Organisation selbst sind nur für Okta bestimmt und können nicht getauscht werden; die eines eigenen Autorisierungsservers schon.
Profil und Adresse stehen in UserInfo, nicht im ID-Token.
Administratoren der Organisation setzen die Adressen; aktivieren Sie „{@adminField.trustEmail.label}“, wenn die Organisation Ihre ist.`,
  'presetQuirks.onelogin': `Der Aussteller endet mit /oidc/2. Ein Aussteller, der mit /oidc endet, gehört zur ersten Version der API, die OneLogin zurückgezogen hat.
Es gibt kein email_verified, deshalb gilt keine Adresse als bestätigt. Wenn nur Ihre Administratoren Adressen setzen können, geben Sie true unter „{@adminField.emailVerified.label}“ ein und aktivieren Sie „{@adminField.trustEmail.label}“.
In der App muss unter SSO "Token Endpoint" die Methode sein, die Portcullis verwendet: Basic, oder POST mit „{@adminField.clientAuthentication.choice.client_secret_post}“ unter „{@adminField.clientAuthentication.label}“.
Gruppen sind der Claim "groups", mit dem Scope groups und einer Regel in der App.
preferred_username kann eine Adresse sein.`,
  'presetQuirks.orcid': `Die Kennung (sub) ist die ORCID iD, zum Beispiel 0000-0002-1825-0097. Die Sandbox hat andere Benutzer.
{@presetQuirk.noEmail}
Der Name ist oft null; seine Teile sind da, wenn die Person sie sichtbar gemacht hat.
{@presetQuirk.clientInBody}
Die Metadaten nennen den Widerrufs-Endpunkt nicht; er ist hier voreingestellt.`,
  'presetQuirks.patreon': `Die API gibt nur die angefragten Attribute zurück, die in der Adresse des Profils stehen.
Das Attribut "is_email_verified" gibt an, ob die Person die Adresse bestätigt hat.
Der Benutzername ist "vanity", den nur manche Benutzer haben.
{@presetQuirk.noPkce}`,
  'presetQuirks.paypal': `Das ID-Token von PayPal wird nicht verwendet: Seine Metadaten nennen für die Sandbox und für den Betrieb dieselben Adressen. Das Profil kommt von der API.
Die Kennung ist "user_id", eine URL. Die Sandbox hat andere Benutzer.
Adressen sind eine Liste, und die erste wird verwendet. Die App entscheidet, ob sich Benutzer mit einer unbestätigten Adresse anmelden dürfen, deshalb gilt keine Adresse als bestätigt.
{@presetQuirk.noPkce}`,
  'presetQuirks.pingone': `Jede Umgebung ist ein eigener Aussteller, in der Domain ihrer Region.
Die Anwendung muss die Scopes profile und email unter "Resources" erlauben.
In der Anwendung muss "Token Endpoint Authentication Method" die Methode sein, die Portcullis verwendet: Client Secret Basic.
Administratoren der Umgebung können Adressen setzen. Aktivieren Sie „{@adminField.trustEmail.label}“, wenn die Umgebung Ihre ist.
Für einen PingFederate-Server wählen Sie keinen Anbieter aus der Liste: Geben Sie seine Basis-URL als Aussteller-URL ein.`,
  'presetQuirks.pocket-id': `Der Aussteller ist die Einstellung APP_URL von Pocket ID.
Eine Person ohne Adresse hat weder email noch email_verified.
Administratoren können Adressen als bestätigt kennzeichnen. Aktivieren Sie „{@adminField.trustEmail.label}“, wenn der Server Ihrer ist.
Gruppen sind der Claim "groups", mit dem Scope groups; eigene Claims kommen mit dem Scope profile.
Es gibt keinen Widerrufs-Endpunkt, deshalb bleiben Tokens gültig, nachdem ein Konto hier getrennt wurde.`,
  'presetQuirks.proconnect': `Eine Autorisierungsanfrage mit einem unbekannten Parameter wird abgelehnt (Y000400), und die Parameter von PKCE sind unbekannt, deshalb ist PKCE ausgeschaltet. Die Nonce bindet die Antwort trotzdem an die Anmeldung.
UserInfo ist ein signiertes JWT, das geprüft wird. Wählen Sie RS256 oder ES256 als Signatur Ihres Dienstes: Mit HS256 würde das Client-Secret signieren.
Der Familienname ist der Claim "usual_name", und die Kennung (sub) gilt nur beim jeweiligen Identitätsanbieter der Person.
{@presetQuirk.codes30}
Die Adresse kommt vom Identitätsanbieter des Arbeitgebers, und nichts gibt an, dass sie bestätigt ist.
"siret" ist die Niederlassung, für die die Person arbeitet; "idp_id" ist der Identitätsanbieter. Beide werden mit dem Konto gespeichert.
Das Netz des Staates (RIE) hat eigene Domains. Die Schaltfläche muss aussehen, wie ProConnect es vorschreibt; die auf unseren Seiten tut das nicht.`,
  'presetQuirks.reddit': `Es gibt keine E-Mail-Adresse und keinen Scope dafür. "has_verified_email" gibt nur an, dass Reddit eine kennt.
Die Kennung ist "id"; der Benutzername ist "name".
Ohne Scope meldet Reddit eine ungültige Client-ID.
Ein Refresh-Token braucht "authorizationParams" mit "duration": "permanent".
{@presetQuirk.status200}
{@presetQuirk.userAgent}
{@presetQuirk.noPkce}`,
  'presetQuirks.salesforce': `Die Kennung (sub) ist eine URL, die die IDs der Organisation und der Person enthält. Jede Domain ist ein eigener Aussteller, deshalb führt eine andere Domain zu anderen Konten.
login.salesforce.com meldet die Benutzer aller Organisationen an. Um nur Ihre zuzulassen, verwenden Sie Ihre eigene Domain, oder fügen Sie "requiredValues" mit "organization_id": "00D…" hinzu.
Der Benutzername sieht wie eine Adresse aus, muss aber keine sein, die E-Mails empfängt.
Administratoren einer Organisation setzen die Adressen ihrer Benutzer, deshalb ist „{@adminField.trustEmail.label}“ ausgeschaltet; email_verified steht in UserInfo.
Die Antwort des Token-Endpunkts enthält auch instance_url, id und signature, die ignoriert werden.`,
  'presetQuirks.slack': `Eine Benutzer-ID ist nur in ihrem Workspace eindeutig, deshalb werden Konten durch Workspace und Benutzer identifiziert, als T0123/U0456.
Jeder kann einen Workspace anlegen. Um nur Ihren zuzulassen, fügen Sie "requiredValues" mit "https://slack.com/team_id": "T0123" hinzu; "authorizationParams" mit "team": "T0123" wählt ihn nur vor.
Fehler kommen mit dem Status 200 und "ok": false; sie werden als Fehler behandelt.
Adressen gehören dem Workspace, dessen Eigentümer sie setzen können, deshalb ist „{@adminField.trustEmail.label}“ ausgeschaltet.
Es gibt keinen preferred_username und keine Abmeldung bei Slack, und ein Refresh-Token nur, wenn die App die Token-Rotation verwendet.`,
  'presetQuirks.spotify': `Spotify erklärt, dass die Adresse nicht bestätigt ist, deshalb gilt keine Adresse als bestätigt.
Der Name kann null sein, und die Liste der Bilder kann leer sein.
Eine App im Entwicklungsmodus nimmt nur Benutzer an, die Sie in ihren Einstellungen eingetragen haben; alle anderen erhalten den Status 403.`,
  'presetQuirks.strava': `{@presetQuirk.noEmail}
Die Kennung ist "id", eine Zahl; der Benutzername kann null sein.
Das Bild einer Person ohne Bild ist eine relative Adresse, die weggelassen wird.
{@presetQuirk.noPkce}`,
  'presetQuirks.tiktok': `Die Client-ID heißt "client key", und der Parameter client_key.
Die API gibt nur die angefragten Felder zurück. Es gibt keine E-Mail-Adresse und keinen Scope dafür.
Kennungen gelten nur für diese App: Ein anderer Schlüssel (client key) führt zu anderen Konten.
Ein Benutzername braucht den Scope user.info.profile und das Feld username.
PKCE ist nur für Desktop- und Mobil-Apps dokumentiert, deshalb ist es ausgeschaltet. Der State, das Browser-Cookie und das Client-Secret schützen trotzdem vor einem gestohlenen Code.`,
  'presetQuirks.twitch': `Scopes liefern keine Claims: Jeder Claim wird mit seinem Namen angefragt, im Parameter "claims".
Die Adresse braucht außerdem den Scope user:read:email; die Scopes email und profile gibt es nicht.
{@presetQuirk.clientInBody}
Die Antwort des Token-Endpunkts enthält die Scopes als Liste statt als Text; Portcullis nimmt dann die angefragten Scopes an.
Die Metadaten nennen den Widerrufs-Endpunkt nicht, und nur Access-Tokens können widerrufen werden; beides ist hier voreingestellt.
{@presetQuirk.noAuthTime}`,
  'presetQuirks.wordpress': `Der Scope auth gibt nur Zugriff auf das Profil. Ohne Scope gäbe ein Token Zugriff auf ein Blog.
Laut Dokumentation bedeutet "email_verified", dass das Konto per E-Mail bestätigt wurde, nicht, ob das für die heutige Adresse gilt, deshalb ist „{@adminField.trustEmail.label}“ ausgeschaltet.
Der Member "verified" betrifft WordPress.com Connect, nicht die Adresse.
Dies ist WordPress.com, kein WordPress, das Sie betreiben.
{@presetQuirk.noPkce}`,
  'presetQuirks.x': `Das Profil braucht beide Scopes, users.read und tweet.read, obwohl keine Beiträge gelesen werden.
Eine Adresse braucht die Berechtigung "Request email from users" der App, die Scopes users.read, tweet.read und users.email, und als "userInfoEndpoint" die URL "https://api.x.com/2/users/me?user.fields=profile_image_url,confirmed_email".
X nennt diese Adresse bestätigt, dokumentiert aber nicht, wie, deshalb gilt keine Adresse als bestätigt. Um ihr zu vertrauen, geben Sie true unter „{@adminField.emailVerified.label}“ ein und aktivieren Sie „{@adminField.trustEmail.label}“.
Der Benutzername kann einer anderen Person zugeteilt werden; die Kennung ist "id".
PKCE ist erforderlich. Ein Refresh-Token braucht den Scope offline.access.`,
  'presetQuirks.yahoo': `ID-Tokens werden mit ES256 signiert, obwohl die Metadaten auch RS256 nennen.
Eine Autorisierungsanfrage mit einer code_challenge wird bei Clients mit Secret abgelehnt (unauthorized_client), deshalb ist PKCE ausgeschaltet; die Nonce bindet die Antwort trotzdem an die Anmeldung.
{@presetQuirk.noUsername}
Die Metadaten nennen den Widerrufs-Endpunkt "token_revocation_endpoint", was nicht der Name aus dem Standard ist; er ist hier voreingestellt.`,
  'presetQuirks.yandex': `Die API erwartet vor dem Access-Token das Wort OAuth statt Bearer.
Die Berechtigungen der App legen fest, worauf ein Token Zugriff gibt; es werden keine Scopes angefragt.
Die Dokumentation sagt nicht, dass "default_email" bestätigt ist, deshalb gilt keine Adresse als bestätigt.`,
  'presetQuirks.zitadel': `Name und Adresse stehen nur in UserInfo, außer die Anwendung hat die Einstellung "User Info inside ID Token".
preferred_username ist der Anmeldename, der die Domain der Organisation enthält.
Rollen sind der Claim "urn:zitadel:iam:org:project:roles", ein Objekt, dessen Schlüssel die Rollen sind; das Projekt muss Rollen mitsenden ("assert roles").
Manager einer Organisation können Adressen als bestätigt kennzeichnen. Aktivieren Sie „{@adminField.trustEmail.label}“, wenn die Instanz Ihre ist.
Ein Refresh-Token braucht den Scope offline_access und den Grant-Typ "Refresh Token" der Anwendung.`,
  'presetQuirks.zoom': `Die App legt fest, welche Scopes ein Token hat; hier werden keine angefragt.
Die Administratoren eines Zoom-Kontos setzen die Adressen seiner Benutzer, deshalb gilt keine Adresse als bestätigt. Der Member "verified" ist eine Zahl und wird ignoriert.
Eine App, die nicht veröffentlicht ist, meldet nur die Benutzer Ihres eigenen Zoom-Kontos an.`,

  'advice.metadata_not_found':
    'Dort sind keine Metadaten veröffentlicht. Prüfen Sie, ob im Aussteller ein Realm, ein Mandant oder ein Pfad fehlt. Wenn sie an anderer Stelle stehen, setzen Sie "metadataUrl".',
  'advice.metadata_moved':
    'Der Aussteller führt zu einer anderen Adresse. Geben Sie den Aussteller ein, den der Anbieter dort verwendet.',
  'advice.metadata_not_json':
    'Statt der Metadaten kam eine Seite zurück. Prüfen Sie den Aussteller, und ob ein Proxy oder eine Anmeldeseite vor dem Anbieter steht.',
  'advice.metadata_invalid':
    'Korrigieren Sie die genannten Angaben beim Anbieter, oder setzen Sie sie von Hand, zum Beispiel "tokenEndpoint".',
  'advice.issuer_slash':
    'Ergänzen Sie den Schrägstrich am Ende des Ausstellers, oder entfernen Sie ihn, damit er mit den Metadaten übereinstimmt.',
  'advice.issuer_placeholder':
    'Verwenden Sie den Aussteller Ihres eigenen Mandanten. Für alle Mandanten setzen Sie "issuerTemplate" und "allowedTenants".',
  'advice.issuer_differs':
    'Geben Sie den Aussteller genau so ein, wie ihn der Anbieter in seinen Metadaten schreibt.',
  'advice.no_asymmetric_algorithm':
    'Aktivieren Sie RS256 oder ES256 beim Anbieter. Wenn er nur mit dem Client-Secret signiert, wählen Sie HS256 als „{@adminField.idTokenAlgorithm.label}“ ("idTokenAlgorithm").',
  'advice.secret_jwt_only':
    'Das Verfahren client_secret_jwt wird nicht unterstützt. Wählen Sie beim Anbieter client_secret_basic, client_secret_post oder private_key_jwt für diese Anwendung.',
  'advice.client_certificate_only':
    'Clients mit Zertifikat (tls_client_auth) werden nicht unterstützt. Wählen Sie beim Anbieter client_secret_basic oder private_key_jwt für diese Anwendung.',
  'advice.no_secret_method':
    'Wählen Sie „{@adminField.clientAuthentication.label}“ ("clientAuthentication"): „private_key_jwt“ mit einem Client-Schlüssel, oder „none“ für einen öffentlichen Client.',
  'advice.client_key_algorithm':
    'Erzeugen Sie einen Client-Schlüssel für einen Algorithmus, den der Anbieter nennt, und hinterlegen Sie ihn dort.',
  'advice.signed_requests_required':
    'Signierte Anfragen (JAR) werden nicht unterstützt. Schalten Sie diese Pflicht beim Anbieter für diese Anwendung ab.',
  'advice.no_push_endpoint':
    'Der Anbieter nennt keine Adresse für übermittelte Autorisierungsanfragen (PAR). Schalten Sie diese Pflicht dort für diese Anwendung ab, und entfernen Sie "pushedAuthorization" hier.',
  'advice.no_introspection_endpoint':
    'Der Anbieter nennt keine Adresse für die Introspection. Entfernen Sie "introspection", und setzen Sie "audience", wenn seine Access-Tokens JWTs sind.',
  'advice.verified_email_not_listed':
    'Füllen Sie „{@adminField.emailVerified.label}“ ("emailVerified") aus, oder entfernen Sie die erlaubten Domains.',
  'advice.keys_unreadable':
    'Die Adresse der Signaturschlüssel (jwks_uri) liefert keinen Schlüsselsatz. Prüfen Sie sie beim Anbieter, oder setzen Sie "jwksUri" von Hand.',
  'advice.redirect_uri':
    'Vergleichen Sie die Weiterleitungs-URI Zeichen für Zeichen mit der, die beim Anbieter eingetragen ist.',
  'advice.scope_refused':
    'Entfernen Sie aus „{@adminField.scopes.label}“ ("scopes") die Scopes, die diese Anwendung nicht anfordern darf, oder erlauben Sie sie in den Einstellungen des Anbieters.',
  'advice.client_not_allowed':
    'Erlauben Sie den Authorization Code Flow (Response Type „code“) für diese Anwendung in den Einstellungen des Anbieters. Prüfen Sie danach, ob die Client-ID zu ihr gehört.',
  'advice.code_flow_off':
    'Erlauben Sie den Authorization Code Flow (Response Type „code“) für diese Anwendung in den Einstellungen des Anbieters. Der Implicit Flow wird hier nicht verwendet.',
  'advice.response_mode_refused':
    'Wählen Sie einen anderen „{@adminField.responseMode.label}“ ("responseMode").',
  'advice.request_refused':
    'Der Anbieter hat einen Parameter abgelehnt. Vergleichen Sie die Weiterleitungs-URI Zeichen für Zeichen, und prüfen Sie "authorizationParams". Wenn der Anbieter übermittelte Anfragen (PAR) verlangt, ergänzen Sie "pushedAuthorization": true unter „{@adminField.other.label}“.',
  'advice.interaction_required':
    'Der Anbieter erwartet zuerst eine Handlung der Person oder seines Administrators, oft die Zustimmung zu dieser Anwendung. Erteilen Sie sie dort.',
  'advice.provider_internal_error':
    'Der Anbieter meldet einen eigenen Fehler. Versuchen Sie es gleich noch einmal. Wenn es wieder geschieht, sehen Sie im Protokoll des Anbieters nach.',
  'advice.user_not_assigned':
    'Nur zugewiesene Benutzer dürfen diese Anwendung verwenden. Weisen Sie ihr die Person oder eine ihrer Gruppen in Microsoft Entra ID zu, oder schalten Sie dort „Zuweisung erforderlich“ ab.',
  'advice.provider_words':
    'Die Worte in Anführungszeichen stammen vom Anbieter. Suchen Sie sie in dessen Dokumentation, oder schicken Sie sie an dessen Support.',
  'advice.callback_malformed':
    'Die Antwort des Anbieters entspricht nicht dem Standard. Prüfen Sie, ob ein Proxy oder eine Browser-Erweiterung ihre Adresse verändert, oder melden Sie den Fehler dem Anbieter.',
  'advice.callback_issuer':
    'Die Antwort kam von einem anderen Aussteller als dem, der hier eingerichtet ist. Prüfen Sie den Aussteller dieses Anbieters.',
  'advice.callback_issuer_missing':
    'Die Metadaten kündigen den Parameter iss an, und in der Antwort fehlt er. Prüfen Sie, ob ein Proxy ihn entfernt, oder melden Sie den Fehler dem Anbieter.',
  'advice.client_rejected':
    'Kopieren Sie Client-ID und Client-Secret noch einmal beim Anbieter. Wenn sie stimmen, erwartet der Anbieter vielleicht ein anderes Verfahren: siehe „{@adminField.clientAuthentication.label}“ ("clientAuthentication").',
  'advice.client_unauthorized':
    'Kopieren Sie Client-ID und Client-Secret noch einmal beim Anbieter: Manche Anbieter melden so ein falsches Secret. Wenn sie stimmen, erlauben Sie dort den Authorization Code Flow für diese Anwendung.',
  'advice.code_rejected':
    'Der Anbieter hat den Code der Anmeldung abgelehnt. Beginnen Sie von vorn, und laden Sie die Seite nicht neu. Wenn es wieder geschieht, vergleichen Sie die Weiterleitungs-URI Zeichen für Zeichen, prüfen Sie die Client-ID, und schalten Sie beim Anbieter Tokens ab, die an einen Schlüssel (DPoP) oder ein Zertifikat gebunden sind: Sie werden nicht unterstützt.',
  'advice.push_rejected':
    'Der Anbieter hat die übermittelte Autorisierungsanfrage (PAR) abgelehnt. Prüfen Sie das Client-Secret, die Weiterleitungs-URI und die Scopes.',
  'advice.dpop_required':
    'Der Anbieter bindet Tokens an einen Schlüssel (DPoP), was nicht unterstützt wird. Schalten Sie das dort für diese Anwendung ab.',
  'advice.endpoint_not_found':
    'Der Anbieter hat unter dieser Adresse keinen solchen Endpunkt. Vergleichen Sie die Endpunkte dieses Anbieters mit seiner Dokumentation.',
  'advice.response_not_json':
    'Der Endpunkt lieferte etwas anderes als JSON, zum Beispiel eine Seite. Prüfen Sie seine Adresse, und ob ein Proxy oder eine Firewall anstelle des Anbieters antwortet.',
  'advice.token_response_invalid':
    'In der Antwort des Token-Endpunkts fehlt etwas, das der Standard verlangt. Prüfen Sie die Adresse des Endpunkts, und ob er Bearer-Tokens ausstellt.',
  'advice.no_id_token':
    'Der Anbieter hat kein ID-Token geschickt. Fordern Sie den Scope „openid“ an. Wenn der Anbieter nur OAuth 2 unterstützt, fügen Sie ihn als OAuth-2-Anbieter hinzu.',
  'advice.token_unsigned':
    'Der Anbieter signiert seine Tokens nicht. Aktivieren Sie dort für diese Anwendung die Signatur mit RS256 oder ES256.',
  'advice.token_symmetric':
    'Der Anbieter signiert mit dem Client-Secret. Wählen Sie dort RS256 oder ES256 für diese Anwendung. Wenn er keines von beiden anbietet, wählen Sie {algorithm} als „{@adminField.idTokenAlgorithm.label}“ ("idTokenAlgorithm": "{algorithm}"), mit einem Client-Secret von mindestens 32 Byte.',
  'advice.token_algorithm':
    'Wählen Sie {algorithm} als „{@adminField.idTokenAlgorithm.label}“ ("idTokenAlgorithm": "{algorithm}"), oder beim Anbieter einen anderen Algorithmus für diese Anwendung.',
  'advice.token_encrypted':
    'Schalten Sie die Verschlüsselung beim Anbieter für diese Anwendung ab. Oder hinterlegen Sie dort einen öffentlichen Schlüssel, und geben Sie den privaten als „{@adminField.decryptionKey.label}“ ("decryptionKey") ein.',
  'advice.token_encryption_algorithm':
    'Wählen Sie beim Anbieter RSA-OAEP-256 oder ECDH-ES mit A256GCM für diese Anwendung, und hinterlegen Sie dort die öffentliche Hälfte von „{@adminField.decryptionKey.label}“.',
  'advice.token_decryption':
    'Der Anbieter verschlüsselt mit einem anderen Schlüssel. Hinterlegen Sie dort die öffentliche Hälfte von „{@adminField.decryptionKey.label}“ ("decryptionKey"), und entfernen Sie frühere Schlüssel.',
  'advice.token_unreadable':
    'Der Anbieter hat ein Token in einer Form geschickt, die sich nicht lesen lässt. Wählen Sie dort signierte JSON Web Tokens (JWT) für diese Anwendung.',
  'advice.token_type':
    'Der Anbieter hat ein Token anderer Art geschickt, zum Beispiel ein Access-Token. Prüfen Sie dort die Einstellungen dieser Anwendung, oder melden Sie den Fehler.',
  'advice.signature_key_unknown':
    'Das Token wurde mit einem anderen Schlüssel signiert, als der Anbieter veröffentlicht. Prüfen Sie, ob der Aussteller der des richtigen Realms oder Mandanten ist.',
  'advice.signature_wrong_secret':
    'Das Token wurde mit einem anderen Client-Secret signiert. Kopieren Sie das Client-Secret noch einmal beim Anbieter.',
  'advice.signature_invalid':
    'Die Signatur gehört nicht zu den Schlüsseln, die der Anbieter veröffentlicht. Prüfen Sie, ob der Aussteller der des richtigen Realms oder Mandanten ist, und ob ein Proxy den Schlüsselsatz (jwks_uri) verändert oder zwischenspeichert.',
  'advice.signing_key_short':
    'Der Signaturschlüssel des Anbieters ist zu kurz, um sicher zu sein. Erzeugen Sie dort einen RSA-Schlüssel mit mindestens 2048 Bit.',
  'advice.clock_behind':
    'Gleichen Sie die Uhr dieses Servers mit einem Zeitserver (NTP) ab, und bitten Sie den Anbieter, dasselbe zu tun. Bis zu fünf Minuten lassen sich mit „{@adminField.clockTolerance.label}“ ("clockTolerance") dulden.',
  'advice.token_expired':
    'Wenn die Uhr dieses Servers vorgeht, gleichen Sie sie mit einem Zeitserver (NTP) ab; bis zu fünf Minuten lassen sich mit „{@adminField.clockTolerance.label}“ ("clockTolerance") dulden. Wenn beide Uhren richtig gehen, lassen Sie den Anbieter Tokens ausstellen, die länger gelten.',
  'advice.token_audience':
    'Das Token wurde für einen anderen Client ausgestellt. Geben Sie die Client-ID dieser Anwendung genau so ein, wie der Anbieter sie anzeigt.',
  'advice.token_client': 'Das Token wurde von einem anderen Client angefordert. Prüfen Sie die Client-ID.',
  'advice.token_issuer':
    'Der Aussteller im Token ist nicht der, der hier eingerichtet ist. Kopieren Sie den Aussteller aus den Metadaten des Anbieters, mit demselben Schrägstrich am Ende. Wenn der Anbieter wirklich eine zweite Schreibweise verwendet, ergänzen Sie sie als "issuerAliases".',
  'advice.token_tenant':
    'Das Token kommt von einem anderen Mandanten, als sein Aussteller nennt. Vergleichen Sie "issuerTemplate" mit den Metadaten des Anbieters.',
  'advice.token_nonce':
    'Der Anbieter hat die Nonce dieser Anmeldung nicht zurückgegeben. Beginnen Sie in einem einzigen Browserfenster von vorn. Wenn es wieder geschieht, unterstützt der Anbieter die Nonce nicht; bitten Sie ihn darum, bevor Sie die Prüfung mit "nonce": false abschalten.',
  'advice.token_unexpected_nonce':
    'Das Token gehört zu einer anderen Anmeldung. Der Anbieter unterstützt die Nonce, also entfernen Sie "nonce": false.',
  'advice.token_access_hash':
    'Das ID-Token gehört zu einem anderen Access-Token. Das ist ein Fehler des Anbieters; melden Sie ihn dort.',
  'advice.auth_time':
    'Der Anbieter hat die Person nicht aufgefordert, sich erneut anzumelden. Prüfen Sie, ob er max_age unterstützt und auth_time sendet, oder entfernen Sie "maxAge".',
  'advice.claim_missing':
    'Der Anbieter lässt einen Claim weg, den der Standard verlangt. Aktivieren Sie ihn dort für diese Anwendung, oder melden Sie den Fehler.',
  'advice.claim_malformed':
    'Ein Claim hat eine Form, die der Standard nicht erlaubt. Korrigieren Sie ihn in den Einstellungen des Anbieters, oder melden Sie den Fehler dort.',
  'advice.subject_claim_missing':
    'Aktivieren Sie den Claim {claim} beim Anbieter für diese Anwendung. Er gehört zur Kennung der Person; ändern Sie "subjectClaims" deshalb nicht mehr, sobald sich Personen angemeldet haben.',
  'advice.user_info_token_rejected':
    'Der Anbieter akzeptiert sein Access-Token nicht für UserInfo. Wählen Sie „{@adminField.userInfo.choice.never}“ als „{@adminField.userInfo.label}“ ("userInfo": "never"), wenn das ID-Token alle Claims enthält, die Sie brauchen.',
  'advice.user_info_forbidden':
    'Das Access-Token darf UserInfo nicht lesen. Fordern Sie die Scopes „openid profile email“ an, und erlauben Sie sie beim Anbieter.',
  'advice.user_info_other_user':
    'UserInfo beschreibt eine andere Person als das ID-Token. Prüfen Sie, ob beide vom selben Mandanten stammen und ob kein Cache zwischen diesem Server und dem Anbieter steht. Schalten Sie UserInfo nicht ab, bevor Sie den Grund kennen.',
  'advice.user_info_unreadable':
    'Der UserInfo-Endpunkt antwortet in einer Form, die sich nicht lesen lässt. Wählen Sie „{@adminField.userInfo.choice.never}“ als „{@adminField.userInfo.label}“ ("userInfo": "never"), wenn das ID-Token alle Claims enthält, die Sie brauchen.',
  'advice.profile_subject_missing':
    'Das Profil hat keine Angabe {path}, die Personen eindeutig kennzeichnet. Nennen Sie die richtige Angabe als "subject".',
  'advice.profile_unreadable':
    'Das Profil ist kein JSON-Objekt. Prüfen Sie „{@adminField.userInfoEndpoint.label}“ ("userInfoEndpoint") und die Header, die die API des Anbieters verlangt ("userInfoHeaders").',
  'advice.profile_forbidden':
    'Das Access-Token darf das Profil nicht lesen. Fordern Sie den Scope an, den die API des Anbieters braucht. Wenn sie das Token an anderer Stelle erwartet, setzen Sie "tokenAuthorization" oder "tokenInQuery".',
  'advice.email_list_unreadable':
    'Die Liste der Adressen hat eine andere Form. Beschreiben Sie sie mit "emailList", oder entfernen Sie "emailsEndpoint".',
  'advice.tenant_not_allowed':
    'Testen Sie mit einem Konto eines erlaubten Mandanten, oder ergänzen Sie den Mandanten in "allowedTenants".',
  'advice.email_missing':
    'Fordern Sie den Scope „email“ an, und erlauben Sie ihn beim Anbieter; ohne Adresse weist „{@adminField.allowedDomains.label}“ alle ab.',
  'advice.email_unverified':
    'Der Anbieter hat nicht angegeben, dass die Adresse bestätigt ist. Wenn er jede Adresse prüft, geben Sie „true“ als „{@adminField.emailVerified.label}“ ("emailVerified") ein, oder den Claim, der es sagt.',
  'advice.required_value':
    'Testen Sie mit einem Konto, das diesen Wert hat, oder ändern Sie "requiredValues".',
  'advice.network_private_address':
    'Wenn der Anbieter in Ihrem eigenen Netz steht, ergänzen Sie seinen Hostnamen oder sein Netz in ALLOWED_PRIVATE_NETWORKS.',
  'advice.network_insecure_url':
    'Verwenden Sie eine Adresse, die mit https beginnt und keinen Benutzernamen enthält. Für einen Test außerhalb der Produktion setzen Sie ALLOW_INSECURE_ISSUERS.',
  'advice.network_refused':
    'Dort nimmt kein Server Verbindungen an. Prüfen Sie den Hostnamen, den Port und ob der Anbieter läuft.',
  'advice.network_unknown_host':
    'Prüfen Sie den Hostnamen auf Tippfehler und die DNS-Einstellungen dieses Servers.',
  'advice.network_unreachable':
    'Prüfen Sie das Netz und die Firewall dieses Servers. Wenn nur ein Proxy nach außen führt, setzen Sie HTTPS_PROXY.',
  'advice.network_closed':
    'Die Verbindung endete zu früh. Prüfen Sie, ob der Anbieter läuft, und ob eine Firewall oder ein Proxy Verbindungen trennt.',
  'advice.network_proxy':
    'Prüfen Sie HTTPS_PROXY und NO_PROXY, und ob der Proxy Verbindungen zu diesem Anbieter erlaubt.',
  'advice.network_authority':
    'Wenn der Anbieter Ihre eigene Zertifizierungsstelle verwendet, nennen Sie deren Zertifikat in NODE_EXTRA_CA_CERTS, und starten Sie den Server neu.',
  'advice.network_certificate':
    'Korrigieren Sie das Zertifikat des Anbieters. Zertifikate werden immer geprüft.',
  'advice.network_coding':
    'Der Anbieter komprimiert seine Antwort auf eine Weise, die sich hier nicht entpacken lässt. Lassen Sie ihn gzip, deflate oder br senden, oder schalten Sie die Komprimierung ab.',
  'advice.network_too_large':
    'Die Antwort des Anbieters ist zu groß. Verringern Sie, was er sendet, zum Beispiel die Liste der Gruppen.',
  'advice.network_slow':
    'Der Anbieter antwortet langsam. Versuchen Sie es gleich noch einmal. Wenn es wieder geschieht, erhöhen Sie „{@adminField.timeout.label}“ ("timeout", höchstens 30s).',
  'advice.server_busy':
    'Der Anbieter begrenzt, wie oft er aufgerufen werden darf. Warten Sie eine Weile, und versuchen Sie es dann erneut.',
  'advice.server_failed':
    'Der Server des Anbieters meldet einen Fehler. Versuchen Sie es gleich noch einmal. Wenn es wieder geschieht, sehen Sie im Protokoll des Servers nach.',
} as const satisfies Messages

/** German, in the formal form of address. */
export const de = defineMessages(messages)
