/**
 * Every text that people read on pages, in errors and in emails, in English. `{name}` stands for a value, which is escaped on
 * pages. A text about a number has plural forms (Intl.PluralRules). The other languages have the same keys and the same
 * placeholders, or they do not compile. A key says where the text is shown; docs/locales.md says how to change one.
 */
export const en = {
  'common.skip': 'Skip to the content',
  'common.site': 'Site',
  'common.yourAccount': 'Your account',
  'common.signIn': 'Sign in',
  'common.signOut': 'Sign out',
  'common.signInAgain': 'Sign in again',
  'common.signInWith': 'Sign in with {provider}',
  'common.continueWith': 'Continue with {provider}',
  'common.signInWithPassword': 'Sign in with a password',
  'common.continue': 'Continue',
  'common.cancel': 'Cancel',
  'common.home': 'Home page',
  'common.reference': 'Reference {reference}',
  'common.orPassword': 'or use a password',
  'common.signInMethods': 'Sign-in methods',
  'common.noSignInMethod': 'No sign-in method is available right now.',
  'common.backToAccount': 'Back to your account',
  'common.signInToContinue': 'For your security, please sign in again to continue.',
  'common.sendCode': 'Send code',
  'common.sendNewCode': 'Send a new code',
  'common.useAnotherAddress': 'Use another address',
  'common.checkSpam': 'Didn’t get it? Check your spam folder and the address above.',
  'common.keepCodeSecret': 'Don’t share this code. We never ask for it by phone or email.',
  'common.verifyEmail': 'Verify your email',
  'common.checkEmail': 'Check your email',
  'common.yourEmailAddress': 'Your email address',
  'common.email': 'Email',
  'common.account': 'Account',
  'common.ipAddress': 'IP address',
  'common.password': 'Password',
  'common.show': 'Show',
  'common.showPassword': 'Show password',
  'common.aPassword': 'a password',
  'common.emailCode': 'an emailed code',
  'common.signedIn': 'You’re signed in',
  'common.notSignedIn': 'You’re not signed in',
  'common.browserOnSystem': '{browser} on {system}',
  'common.unknownBrowser': 'Unknown browser',
  'common.justNow': 'just now',
  'common.minutes': { one: '{count} minute', other: '{count} minutes' },

  'footer.passwords': '{site} never sees the password you use with a provider.',
  'footer.language': 'Language',
  'footer.links': 'About this site',
  'footer.support': 'Contact',

  'field.email': 'Email address',
  'field.newEmail': 'New email address',
  'field.usernameOrEmail': 'User name or email',
  'field.currentPassword': 'Current password',
  'field.newPassword': 'New password',
  'field.passwordRules': 'At least 10 characters. Three or four unrelated words make a strong password.',
  'field.repeatPassword': 'Repeat password',
  'field.code': 'Code',
  'field.codeRules': 'Valid for 15 minutes.',
  'field.name': 'Name',
  'field.optional': '(optional)',

  'login.title': 'Sign in',
  'login.titleAgain': 'Sign in again',
  'login.confirm':
    'To protect your account, please confirm that it’s you, {name}. You will return to where you were.',
  'login.choose': 'Choose how to sign in.',
  'login.email': 'Continue with email',
  'login.confirmStart': 'Please confirm that you want to sign in.',
  'login.anotherWay': 'Sign in another way',
  'login.sameAgain': 'Used one of these before? Choose the same one.',
  'login.continueAs': 'Continue as {name}',
  'login.useAnother': 'Use another account',
  'login.lastUsed': 'Last used',
  'login.more': 'More sign-in methods',
  'login.search': 'Find a provider',
  'login.noneFound': 'No provider has this name.',
  'login.reason.device': 'Sign in to connect your device.',
  'login.reason.administration': 'Sign in to open the administration of this site.',
  'login.shared': 'This is a shared computer',
  'login.sharedHint': 'You’ll be signed out when you close the browser, and after 4 hours at the latest.',
  'login.sharedProviders': 'Use a provider on a shared computer',
  'login.forgotPassword': 'Forgot your password?',
  'login.createAccount': 'Create an account',

  'emailLogin.lead': 'We’ll email you a code and a link to sign in. No password is needed.',
  'emailLogin.sent': 'We sent a code to {address}. Enter it here, or open the link in the email.',
  'emailLogin.codeRules': 'Valid for 10 minutes.',
  'emailLoginLink.title': 'Sign in with this email address?',
  'emailLoginLink.here': 'You’re signing in as {address}.',
  'emailLoginLink.other':
    'This sign-in was started in another browser. Check that it was you before you continue here.',
  'emailLoginLink.enterCode': 'To sign in here, enter the code from the same email.',
  'emailLoginLink.warning':
    'Only continue if you requested this email yourself. If someone sent you this link, close this page: you would use their account.',
  'emailLoginLink.sameBrowser':
    'Open the link in the browser where you requested it, or enter the code from the email there.',
  'emailLoginLink.address': 'You’ll be signed in as',
  'emailLoginLink.footer': 'Nothing happens until you press a button.',

  'setup.welcome': 'Welcome to {site}',
  'setup.needed': 'This site is not set up yet.',
  'setup.how': 'If you are its administrator, run {command} on the server, and open the link that it prints.',
  'setup.docs': 'How to set up this site',
  'invitation.title': 'You’re invited',
  'invitation.lead':
    'An administrator of this site has created an account for you. Your user name is {username}.',
  'invitation.then': 'When you accept, you’ll be signed in, and you can choose how to sign in from then on.',
  'invitation.replaces': 'You’re signed in here as {name}. That session ends when you accept.',
  'invitation.accept': 'Accept the invitation',
  'invitation.once': 'An invitation works once. If you didn’t expect this one, close this page.',
  'setup.title': 'Set up this site',
  'setup.lead': 'You’ll become the first administrator. Next, you’ll add a provider to sign in with.',
  'setup.continueAs': 'Continue as {name}, the administrator of this site.',
  'setup.continueNote': 'No sign-in method is set up yet. {name} will be signed out everywhere else.',
  'setup.username': 'User name',
  'setup.usernameRules':
    '2 to 30 characters: a–z, 0–9, “.”, “_” and “-”, with a letter or digit at both ends.',
  'setup.usernameReserved': 'This user name is reserved. Please choose another one.',
  'setup.usernameTaken': 'This user name is taken. Please choose another one.',
  'setup.create': 'Create administrator',
  'setup.once': 'This page works once. Run {command} on the server for a new link.',
  'setup.steps': 'Set up sign-in',
  'setup.stepsNote':
    'Until this is done, you can’t sign in again. If you lose this session, run {command} on the server.',
  'setup.step.add': 'Add a provider',
  'setup.step.test': 'Test it',
  'setup.step.enable': 'Enable it',
  'setup.step.connect': 'Connect it to your account',
  'setup.done': 'done',

  'register.title': 'Create an account',
  'register.lead': 'We’ll email you a code to verify your address.',
  'register.signIn': 'Already have an account? {link}',
  'register.hash': 'Your password is stored only as a hash, so it can’t be read back.',

  'registerConfirm.sent': 'We sent a code to {address}. Enter it to create your account.',
  'registerConfirm.create': 'Create account',

  'forgot.title': 'Forgot your password?',
  'forgot.lead': 'Enter your verified email address, and we’ll send you a code to set a new password.',
  'forgot.back': 'Back to sign-in',
  'forgot.footer': 'Nothing changes until you enter the code.',

  'reset.title': 'Set a new password',
  'reset.sent':
    'If {address} belongs to an account here, we’ve just sent a code to it. Enter it here and choose a new password.',
  'reset.linked': 'Choose a new password for the account with the address {address}.',
  'reset.then': 'You’ll then be signed in here and signed out everywhere else.',
  'reset.submit': 'Set new password',
  'reset.checkSpam':
    'Didn’t get it? Check your spam folder. If there is no account with this address, no email is sent.',

  'password.change': 'Change your password',
  'password.set': 'Set a password',
  'password.lead': 'You’ll stay signed in here and be signed out everywhere else.',
  'password.submitChange': 'Change password',
  'password.submitSet': 'Set password',

  'email.current': 'Your current address is {address}. It stays in use until you confirm the new one.',
  'email.none': 'You haven’t added an email address yet.',
  'email.footer': 'We also notify your current address.',

  'emailConfirm.sent': 'We sent a code to {address}. Enter it to confirm your new address.',
  'emailConfirm.submit': 'Confirm address',

  'account.title': 'Your account',
  'account.username': 'User name',
  'account.verified': 'verified',
  'account.notVerified': 'not verified',
  'account.notSet': 'not set',
  'account.emailAdd': 'Add',
  'account.emailChange': 'Change',
  'account.emailVerify': 'Verify',
  'account.emailUnseen': ' your email address',
  'account.noMethods': 'You have none yet. Add one so that you can sign in again.',
  'account.setupLink': 'a one-time link',
  'account.methods': 'You can sign in with any of these.',
  'account.recent': 'To add or remove a sign-in method, please {link} first.',
  'account.recentLink': 'sign in again',
  'account.lastUsed': 'Last used {time}',
  'account.expired':
    'This site’s access to {provider} has expired. Reconnect to restore it. You can still sign in.',
  'account.reconnect': 'Reconnect',
  'account.remove': 'Remove',
  'account.disconnect': 'Disconnect',
  'account.onlyMethod': 'This is your only sign-in method. Add another before removing it.',
  'account.hasPassword': 'You can sign in with your user name and password.',
  'account.noPassword':
    'You haven’t set one yet. With a password, you can sign in even when a provider is not available.',
  'account.addMethod': 'Add a sign-in method',
  'account.addMethodLead': 'In case you lose access to the first one.',
  'account.connect': 'Connect {provider}',
  'account.profile': 'Profile',
  'account.sections': 'Sections of this page',
  'account.connectEmail': 'Connect an email address',
  'account.connectAnother': 'Connect another {provider} account',
  'account.signInMailsOn': 'We email you when someone signs in with a browser that we don’t know.',
  'account.signInMailsOff': 'We don’t email you about sign-ins with new browsers.',
  'account.signInMailsTurnOff': 'Turn off these emails',
  'account.signInMailsTurnOn': 'Turn on these emails',
  'account.connected': '{provider} is connected.',
  'account.idEnd': 'ID ending in {id}',
  'account.otherBrowsers': 'Other browsers',
  'account.devicesAndApps': 'Devices and apps',
  'account.administration': 'Administration',
  'account.sessions': 'Active sessions',
  'account.live': 'Live view',
  'account.sessionsHidden':
    'Sessions in other browsers and apps can’t be listed here. You can sign out of all of them at once.',
  'account.device': 'Device: {device}',
  'account.unnamedDevice': 'Unnamed device',
  'account.app': 'App: {app}',
  'account.thisBrowser': 'this browser',
  'account.signedInWith': 'Signed in with {method}, {time}',
  'account.signedInWithFrom': 'Signed in with {method}, {time}, from {address}',
  'account.disconnectedMethod': 'a method that has since been disconnected',
  'account.endOthers': 'Sign out all other sessions',
  'account.endAll': 'Sign out everywhere, including here',
  'account.data': 'Your data',
  'account.dataLead':
    'Download everything we store about you, or delete your account. For your security, we may ask you to sign in again first.',
  'account.download': 'Download my data',
  'account.delete': 'Delete my account',

  'account.editProfile': 'Edit profile',

  'profile.title': 'Edit your profile',
  'profile.name': 'Name',
  'profile.nameHint': 'Up to 200 characters. If you leave it empty, your user name is shown.',
  'profile.picture': 'Picture',
  'profile.pictureHint': 'The https address of a picture. If you leave it empty, your initial is shown.',
  'profile.provided': 'From your provider: {value}',
  'profile.providedNothing': 'Your provider didn’t send one.',
  'profile.useProvided': 'Use this value',
  'profile.useProvidedUnseen': ': {field}',
  'profile.edited': 'Your changes are kept when you sign in again.',
  'profile.save': 'Save',
  'profile.username': 'User name',
  'profile.usernameHint':
    'Your user name is {username}. You can change it once. Applications that know you by it may then treat you as a new user.',
  'profile.usernameFinal':
    'Your user name is {username}. You have already changed it once, so you can’t change it again.',
  'profile.usernameSubmit': 'Change user name',
  'profile.nameRules': 'Please enter a name of up to 200 characters, without invisible characters.',
  'profile.pictureRules': 'Please enter an https address of up to 2,000 characters, without a password.',
  'profile.notEditable': 'This site doesn’t let users change this.',
  'profile.usernameOnce': 'You have already changed your user name once.',
  'profile.usernameSame': 'This is already your user name.',

  'accountQuestion.disconnect': 'Disconnect {provider}?',
  'accountQuestion.removePassword': 'Remove your password?',
  'accountQuestion.disconnectLead':
    'You’ll no longer be able to sign in with it, and sessions opened with it will end. You can connect it again later.',
  'accountQuestion.removePasswordLead':
    'You’ll no longer be able to sign in with it, and sessions opened with it will end. You can set a new one later.',
  'accountQuestion.everywhere': 'Sign out everywhere?',
  'accountQuestion.everywhereLead':
    'All your browsers, devices and apps will be signed out, including this one. You’ll have to sign in again on each of them.',
  'accountQuestion.keep': 'Go back',

  'accountDelete.title': 'Delete your account?',
  'accountDelete.lead': 'This deletes {username} for good. It can’t be undone.',
  'accountDelete.signedOut': 'You’ll be signed out on all devices.',
  'accountDelete.access': 'This site will lose access to your data at {providers}.',
  'accountDelete.erased': 'Your name, email address and everything else we store about you will be deleted.',
  'accountDelete.stay': 'Accounts at your providers stay as they are. You may want to {link} first.',
  'accountDelete.download': 'download your data',
  'accountDelete.keep': 'Keep my account',

  'continue.who': 'You’re signing in with {provider} as {label}.',
  'continue.id': 'ID {id}',
  'continue.nameAndId': '{name} ({id})',

  'continueCode.sent':
    'We sent a code to {address}. Enter it here, or open the link in the email, to continue.',
  'continueCode.ask': 'To make sure that this address is yours, we’ll send a code to {address}.',

  'continueEmail.lead': 'We need your email address to continue.',

  'continueConnect.title': 'Connect {provider}?',
  'continueConnect.heading': 'Connect {provider} to your account?',
  'continueConnect.lead': 'You’ll be able to sign in to this account with {provider}.',
  'continueConnect.providerAccount': '{provider} account',
  'continueConnect.yours': '{name} ({username})',
  'continueConnect.warning':
    'Only continue if this {provider} account is yours. Otherwise someone else’s identity at {provider} will be able to open your account here.',
  'continueConnect.notOwner':
    'This is not the account with the address {address}. If you continue, {provider} will be connected to the account shown above.',
  'continueConnect.connect': 'Connect',
  'continueConnect.other': 'Use another account',
  'continueConnect.notNow': 'Not now',

  'continueDiscarded.title': 'Sign-in cancelled',
  'continueDiscarded.lead': 'You were not signed in with {provider}, and nothing was saved.',
  'continueDiscarded.another': 'Sign in another way',

  'continueEmailLink.title': 'Was this you?',
  'continueEmailLink.other': 'This sign-in started in another browser. If it was you, enter this code there:',
  'continueEmailLink.provider': 'Provider',
  'continueEmailLink.started': 'Started',
  'continueEmailLink.browser': 'Browser',
  'continueEmailLink.warning':
    'If it wasn’t you, don’t enter or share the code. Otherwise someone else’s identity at {provider} will be able to open an account here with your email address.',
  'continueEmailLink.here': 'You’re signing in with {provider} as {label}. We sent the email to {address}.',
  'continueEmailLink.notMe': 'No, it wasn’t me',
  'continueEmailLink.confirm': 'Confirm and continue',
  'continueEmailLink.footer': 'Nothing happens until you press a button.',

  'continueProof.title': 'You already have an account',
  'continueProof.lead':
    'An account with {address} already exists. Sign in the way you usually do, and we’ll offer to connect {provider} to it.',
  'continueProof.footer': 'Nothing is changed until you confirm. This page is valid for 30 minutes.',

  'continueTerms.title': 'Terms of use',
  'continueTerms.text':
    'Please read and accept the {link} (version {version}) to continue. They open in a new tab.',
  'continueTerms.link': 'terms of use of this site',
  'continueTerms.accept': 'I accept the terms',
  'continueTerms.decline': 'Decline',

  'device.title': 'Connect a device',
  'device.lead': 'Enter the code shown on your device.',
  'device.warning':
    'Only enter a code from your own device. If someone sent you a code, it is a scam: close this page.',

  'deviceConfirm.title': 'Sign in this device?',
  'deviceConfirm.lead': '{device} is asking to sign in as {name}.',
  'deviceConfirm.compare': 'Check that your device shows this code:',
  'deviceConfirm.app': 'App',
  'deviceConfirm.system': 'System',
  'deviceConfirm.requested': 'Requested',
  'deviceConfirm.network': 'Network',
  'deviceConfirm.sameNetwork': 'same as yours',
  'deviceConfirm.otherNetwork': 'different from yours',
  'deviceConfirm.warning':
    'Only approve this if you started it yourself just now. If someone sent you here, they would be signed in as you. The details above come from the device and aren’t verified.',
  'deviceConfirm.recent':
    'For your security, please sign in again before you approve it. You will return to this page.',
  'deviceConfirm.approve': 'Approve',
  'deviceConfirm.deny': 'Deny',

  'deviceDecided.connected': 'Device connected',
  'deviceDecided.denied': 'Request denied',
  'deviceDecided.lead': '{device} will be signed in as you within a few seconds. You can go back to it now.',
  'deviceDecided.hint':
    'You can sign it out at any time: your account page lists it under “Active sessions”.',
  'deviceDecided.notSignedIn': '{device} was not signed in. The code can’t be used any more.',

  'errorPage.providerMessage': 'The provider wrote: {quote}',
  'errorPage.administrator': 'You’re an administrator: {link}.',
  'errorPage.trace': 'see the trace of this sign-in',
  'errorPage.error': 'Error',
  'errorPage.reference': 'Reference',
  'errorPage.startAgain': 'Start again',
  'errorPage.requestCode': 'Request a new code',

  'loggedOut.title': 'You’re signed out',
  'loggedOut.since': 'You have since signed in again as {name}.',
  'loggedOut.button': 'To sign out, use the button on the account page.',
  'loggedOut.everywhere':
    'You’re signed out here and at {provider}, unless you chose to stay signed in there.',
  'loggedOut.maybe': 'You’re signed out here. You may still be signed in at {provider}.',
  'loggedOut.risk':
    'Anyone using this browser could then sign in as you again without a password. On a shared computer, sign out at {provider} too.',
  'loggedOut.here': 'You’re signed out here.',
  'loggedOut.providerHint':
    'If you signed in with a provider, you may still be signed in there. On a shared computer, sign out there too.',

  'silent.recognised': 'The provider recognised you, so no question was needed.',
  'silent.asked': 'The provider would have needed to ask you something first, so nothing was done.',

  'liveDone.title': 'Signed in',
  'liveDone.signedIn': 'Signed in as {name}. You can close this window and continue where you were.',
  'liveDone.notCompleted': 'The sign-in in this window was not completed. You can close it.',
  'liveDone.continue': 'Continue in this window',

  'live.title': 'Live',
  'live.reload': 'Reload this page to see who is signed in. With JavaScript, it updates by itself.',
  'live.signedInAs': 'Signed in as {name}',
  'live.until': 'Your session ends on {time} at the latest.',
  'live.signIn': 'Sign in here, or in any other tab.',

  'liveScript.connecting': 'Connecting…',
  'liveScript.liveSignedIn': 'Live: this page updates when your session ends.',
  'liveScript.liveSignedOut': 'Live: this page updates when you sign in.',
  'liveScript.lost': 'The connection was lost. Please try again.',
  'liveScript.signedOut': 'You’ve signed out.',
  'liveScript.limit': 'Your session has reached its time limit and ended.',
  'liveScript.notConnected': 'Not connected. Trying again…',
  'liveScript.offline': 'Offline. Waiting for the network…',
  'liveScript.tryLater': 'Not connected. Please try again in a moment.',
  'liveScript.lostBefore': 'The connection was lost before the sign-in was complete. Please sign in again.',
  'liveScript.popup': 'Continue in the window that just opened.',
  'liveScript.stillSignedIn': 'Not connected, so you’re still signed in.',
  'liveScript.elsewhere': 'You were signed out elsewhere.',
  'liveScript.signedIn': 'You’re signed in now.',
  'liveScript.signingIn': 'Signing in…',
  'liveScript.signIn': 'Sign in',
  'liveScript.signedInAs': 'Now signed in as {name}.',
  'liveScript.ticketRejected': 'This sign-in expired, was already used, or was started in another browser.',
  'liveScript.error': '{detail} {advice} (Reference {reference})',

  'demo.forTesting': 'for testing',
  'demo.choose': 'Choose an account',
  'demo.lead': '{site} asks you to sign in. These accounts are made up and need no password.',
  'demo.footer': 'Demo ID is a test provider that comes with Portcullis. It is not meant for real sites.',
  'demo.signOutTitle': 'Sign out of Demo ID too?',
  'demo.signOutLead': 'The site has signed you out. You’re still signed in to Demo ID.',
  'demo.signOut': 'Sign out of Demo ID',
  'demo.stay': 'Stay signed in',
  'demo.hintVerified': 'Verified email address',
  'demo.hintNotVerified': 'Email address not verified',
  'demo.hintNoEmail': 'No email address',
  'demo.hintSameEmail': 'Same email address as Ada Lovelace',

  'form.fillIn': 'Please fill in every field.',
  'form.triesLeft': { one: '{count} try left', other: '{count} tries left' },
  'form.retryIn': 'Please try again in {time}.',
  'form.wrongCurrentPassword': 'The current password is incorrect.',
  'form.addressTaken': 'Another account here has verified this address. Please use another one.',
  'form.passwordsDiffer': 'The two passwords don’t match.',
  'form.passwordUntypable': 'The password contains a character that can’t be typed on every keyboard.',
  'form.passwordTooShort': 'The password must have at least {count} characters.',
  'form.passwordTooLong': 'The password may have at most {count} characters.',
  'form.passwordIsName': 'The password must not be your user name or email address.',
  'form.passwordTooEasy': 'This password is too easy to guess. Please choose another.',

  'flash.session-ended': 'That session was signed out.',
  'flash.session-gone': 'That session was already signed out.',
  'flash.others-ended': 'You’re signed out on all other devices.',
  'flash.email-login-cancelled': 'The code is no longer valid, and no one was signed in with it.',
  'flash.sign-in-mails-on': 'We’ll email you about sign-ins with new browsers.',
  'flash.sign-in-mails-off': 'We no longer email you about sign-ins with new browsers.',
  'flash.all-ended': 'You’re signed out on all devices.',
  'flash.signed-out': 'You were signed out.',
  'flash.account-deleted': 'Your account was deleted.',
  'flash.account-deleted-not-revoked':
    'Your account was deleted. We couldn’t notify every provider, so one of them may still list this site among your connected apps. You can remove it there.',
  'flash.profile-saved': 'Your profile was saved.',
  'flash.username-changed': 'Your user name was changed.',
  'flash.email-changed': 'Your email address was changed.',
  'flash.password-saved': 'Your password was saved. You’re signed out on all other devices.',
  'flash.disconnected': 'The account was disconnected. Other sessions opened with it have ended.',
  'flash.not-revoked':
    'The account was disconnected here. We couldn’t notify its provider, which may still list this site among your connected apps. You can remove it there.',
  'flash.provider-saved': 'Saved, but not enabled yet. Next, test it.',
  'flash.provider-enabled': 'Enabled. It appears on the sign-in page of every process within two seconds.',
  'flash.provider-disabled': 'Disabled. People can no longer sign in with it; accounts and sessions remain.',
  'flash.provider-deleted': 'Deleted.',
  'flash.provider-mark-saved': 'The picture was saved.',
  'flash.provider-mark-removed': 'The picture was removed.',
  'flash.provider-version-discarded': 'The version was discarded.',
  'flash.provider-passed': 'The test sign-in passed. You can enable this version now.',
  'flash.provider-failed': 'The test sign-in failed. The report says what happened and what to do.',
  'flash.user-disabled': 'The user is disabled and signed out everywhere.',
  'flash.user-enabled': 'The user can sign in again.',
  'flash.user-deleted': 'The user was deleted.',
  'flash.user-deleted-not-revoked':
    'The user was deleted. We couldn’t notify every provider, so their tokens may still work there.',
  'flash.user-signed-out': 'The user is signed out everywhere.',
  'flash.user-created': 'The user was created. Send an invitation so that they can sign in.',
  'flash.user-invited':
    'The invitation is on its way. It works once, for seven days; an earlier one no longer works.',
  'flash.user-edited': 'The user was saved.',
  'flash.reset-sent': 'A link for a new password is on its way to the verified address of the user.',
  'flash.invitation-accepted': 'Welcome! Add a sign-in method now so that you can sign in again later.',
  'flash.account-disconnected': 'The account was disconnected, and sessions opened with it have ended.',
  'flash.account-not-revoked':
    'The account was disconnected. We couldn’t notify the provider, so its tokens may still work there.',
  'flash.account-moved': 'The account was moved, and the user who had it is signed out everywhere.',
  'flash.role-given': 'The role was assigned.',
  'flash.role-taken':
    'The role was removed. If a step of the sign-in grants it, the next sign-in may bring it back.',
  'flash.email-freed': 'The address is free: the next person who proves it gets it.',
  'webhooks.tab': 'Webhooks',
  'webhooks.title': 'Webhooks',
  'webhooks.lead':
    'Who receives events, and whether deliveries succeed. Successful deliveries are kept for seven days.',
  'webhooks.none':
    'Nothing receives events. Set WEBHOOK_URL and WEBHOOK_SECRET, or “webhooks” or “on” in the configuration.',
  'webhooks.receivers': 'Receivers',
  'webhooks.handlers': 'Handlers of the configuration',
  'webhooks.well': 'Working',
  'webhooks.failing': 'Failing',
  'webhooks.down': 'Not responding',
  'webhooks.disabled': 'Disabled: it answered 410 Gone',
  'webhooks.allEvents': 'All events',
  'webhooks.counts': '{pending} waiting, {failed} given up',
  'webhooks.nextTry': 'Next attempt at {time}',
  'webhooks.test': 'Send a test event',
  'webhooks.deliveries': 'Deliveries, newest first',
  'webhooks.receiver': 'Receiver',
  'webhooks.state': 'State',
  'webhooks.any': 'Any',
  'webhooks.apply': 'Apply',
  'webhooks.state.pending': 'Waiting',
  'webhooks.state.delivered': 'Delivered',
  'webhooks.state.failed': 'Given up',
  'webhooks.attempts': { one: '{count} attempt', other: '{count} attempts' },
  'webhooks.status': 'status {status}',
  'webhooks.error.status': 'the response has the status {status}',
  'webhooks.error.handler': 'the handler failed: it threw {name}',
  'webhooks.error.slowHandler': 'the handler failed: it did not finish within {timeout} ms',
  'webhooks.error.otherRelease': 'an event of another release',
  'webhooks.error.unsent': 'the event could not be read or sent',
  'webhooks.error.gone': 'the receiver answered 410 Gone',
  'webhooks.error.down': 'the receiver was down for three days',
  'webhooks.duration': '{ms} ms',
  'webhooks.noDeliveries': 'No matching deliveries.',
  'webhooks.again': 'Send again',
  'webhooks.older': 'Older',
  'webhooks.gone': 'a receiver that is no longer configured',
  'flash.webhook-tested': 'The test event is on its way. Reload the page to see how it went.',
  'flash.webhook-sent-again': 'The event is on its way again. Reload the page to see how it went.',
  'flash.mail-sent': 'The email was sent.',
  'flash.mail-failed':
    'The email could not be sent. The log says why, and the doctor checks the connection to the server that sends email.',
  'flash.webhook-gone': 'The delivery was deleted in the meantime, or it is waiting already.',
  'flash.admin-granted': 'The user is now an administrator.',
  'flash.admin-revoked': 'The user is no longer an administrator.',
  'flash.admin-given-up': 'You are no longer an administrator.',
  'flash.admin-given-up-listed':
    'You are no longer an administrator, but will be one again at your next sign-in, because your address is in ADMIN_EMAILS.',
  'flash.admin-revoked-listed':
    'The user is no longer an administrator, but will be one again at the next sign-in, because the address is in ADMIN_EMAILS. Remove it there.',

  'mail.layout': `Hello,

{body}
`,
  'mail.support': 'Questions? Write to {address}.',
  'mail.when': 'When',
  'mail.fact': '{label}: {value}',
  'mail.openPage': 'Open the page',
  'mail.codeSubject': '{code} is your {name} code',
  'mail.code': `Enter this code on the page where you requested it:

    {code}

This code expires in {minutes} minutes and can be used once. Never share it.`,
  'mail.registrationCode': `Someone (hopefully you) is creating an account with this email address at
{site}

{code}

If this wasn't you, ignore this email. No account is created without the code.`,
  'mail.alreadyRegistered.subject': 'You already have an account at {name}',
  'mail.alreadyRegistered': `Someone (hopefully you) tried to create an account with this email address at
{site}

You already have an account. Please sign in the way you usually do. If you
have forgotten your password, choose "Forgot your password?" on the sign-in
page.

If this wasn't you, ignore this email. Nothing has changed.`,
  'mail.resetCode': `Someone (hopefully you) asked for a new password for your account at
{site}

{code}

If this wasn't you, ignore this email. Your password stays the same.`,
  'mail.passwordReset.subject': 'Your password at {name} was changed',
  'mail.passwordReset': `A new password was set for your account at
{site}
with a code that we sent to this address. You were signed out everywhere else.

If this wasn't you, someone else can read your email. Secure your email account
first, then choose "Forgot your password?" on the sign-in page.`,
  'mail.continueCode': `Someone (hopefully you) is signing in with {provider} and entered this email
address at {site}

{code}

Or open this link and press the button there:

    {link}

If this wasn't you, ignore this email. Without the code, no one can sign in.`,
  'mail.signInCode': `Someone (hopefully you) wants to sign in with this email address at
{site}

{code}

If this wasn't you, ignore this email. Without the code, no one can sign in.`,
  'mail.signInLink': `Someone (hopefully you) wants to sign in with this email address at
{site}

{code}

Or open this link and press the button there:

    {link}

If this wasn't you, ignore this email. Without the code, no one can sign in.`,
  'mail.accessChanged': `Something has changed about how you sign in to your account at
{site}

{change}

If this wasn't you, sign in now, remove anything you don't recognize on your
account page, and sign out all other sessions there. Then contact the site's
administrator.`,
  'mail.connected.subject': 'A sign-in method was added to your account at {name}',
  'mail.connected': 'You can now also sign in with {provider}.',
  'mail.disconnected.subject': 'A sign-in method was removed from your account at {name}',
  'mail.disconnected': 'You can no longer sign in with {provider}.',
  'mail.password-set.subject': 'A password was set for your account at {name}',
  'mail.password-set': 'You can now also sign in with a password.',
  'mail.password-changed.subject': 'Your password at {name} was changed',
  'mail.password-changed': 'All other sessions were signed out.',
  'mail.password-removed.subject': 'The password of your account at {name} was removed',
  'mail.password-removed': 'You can no longer sign in with a password.',
  'mail.device-approved.subject': 'A device was signed in to your account at {name}',
  'mail.device-approved': 'Your account page lists your devices. You can sign them out there.',
  'mail.emailCode': `Someone (hopefully you) wants to use this email address for their account at
{site}

{code}

If this wasn't you, ignore this email. Nothing changes without the code.`,
  'mail.emailChangeRequested.subject': 'New email address for your account at {name}?',
  'mail.emailChangeRequested': `Someone who is signed in to your account (hopefully you) asked to use another
email address for it at
{site}

Nothing has changed yet: the new address must be confirmed first.

If this wasn't you, sign in now and set a new password. That signs out all other
sessions.`,
  'mail.emailChanged.subject': 'Your email address at {name} was changed',
  'mail.emailChanged': `A new email address was confirmed for your account at
{site}
From now on, we will use the new address instead of this one.

If this wasn't you, contact the site's administrator.`,
  'mail.usernameChanged.subject': 'The user name of your account at {name} was changed',
  'mail.usernameChanged': `The user name of your account was changed at
{site}

Your account page shows the new one. If you sign in with a password, enter the
new user name from now on.

If this wasn't you, sign in now, check the sign-in methods on your account page
and sign out all other sessions there. Then contact the site's administrator.`,
  'mail.usernameChangedByAdministrator.subject': 'The user name of your account at {name} was changed',
  'mail.usernameChangedByAdministrator': `An administrator has changed the user name of your account at
{site}

Your account page shows the new one. If you sign in with a password, enter the
new user name from now on.

If you didn't expect this, contact the site's administrator.`,
  'mail.invitation.subject': 'Your invitation to {name}',
  'mail.invitation': `An administrator has created an account for you at\n{site}\n\nOpen this link to accept the invitation. It works once, for {days} days:\n\n{link}\n\nIf you didn't expect this, ignore this email.`,
  'mail.passwordLink.subject': 'Choose a new password for {name}',
  'mail.passwordLink': `An administrator has sent you this link to choose a new password at\n{site}\n\nIt works once, for {hours} hours:\n\n{link}\n\nIf you don't need a new password, ignore this email. Your password stays as it is.`,
  'mail.newSignIn.subject': 'New sign-in to your account at {name}',
  'mail.newSignIn': `Someone (hopefully you) signed in with {method} to your account at
{site}
in a browser or a place that we haven't seen before.

If this was you, there is nothing to do.

If this wasn't you, sign in now, sign out all other sessions on your account
page, and remove anything you don't recognize there. Then contact the site's
administrator.

You can turn these emails off on your account page.`,
  'mail.accountDeleted.subject': 'Your account at {name} was deleted',
  'mail.accountDeleted': `Your account was deleted, with everything that belonged to it, at
{site}
Signing in there again creates a new account.

If this wasn't you, contact the site's administrator.`,

  'errors.bad_request.title': 'Something was missing in that request',
  'errors.bad_request.message': 'The request was incomplete or malformed.',
  'errors.bad_request.advice': 'Please go back and try again.',
  'errors.bad_request.meaning':
    'Something in the request is missing or malformed, such as a field of the JSON.',
  'errors.bad_request.remedy': 'The `detail` in the log or the trace names the problem.',
  'errors.not_found.title': 'Page not found',
  'errors.not_found.message': 'There is no page at this address.',
  'errors.not_found.advice': 'Check the address, or go to the home page.',
  'errors.not_found.meaning': 'There is no page and no endpoint at this address.',
  'errors.not_found.remedy':
    'Check the address. If `BASE_URL` has a path, every address starts with that path.',
  'errors.method_not_allowed.title': 'That’s not possible here',
  'errors.method_not_allowed.message': 'This address does not accept that kind of request.',
  'errors.method_not_allowed.advice': 'Please use the links and buttons of the site.',
  'errors.method_not_allowed.meaning': 'The address exists, but does not accept this HTTP method.',
  'errors.method_not_allowed.remedy': 'Use the links and buttons. `HEAD` cannot start or finish a sign-in.',
  'errors.too_large.title': 'That’s too large',
  'errors.too_large.message': 'The request is larger than this site accepts.',
  'errors.too_large.advice': 'Please go back and send less.',
  'errors.too_large.meaning': 'The form or the JSON is larger than 64 KB.',
  'errors.too_large.remedy': 'Send less.',
  'errors.wrong_content_type.title': 'Unsupported format',
  'errors.wrong_content_type.message': 'This address does not accept data in that format.',
  'errors.wrong_content_type.advice': 'Please use the forms of the site.',
  'errors.wrong_content_type.meaning': 'The body is not a form, or not JSON, as this address expects.',
  'errors.wrong_content_type.remedy':
    'Send forms as `application/x-www-form-urlencoded`, and JSON as `application/json`.',
  'errors.too_many_requests.title': 'Too many attempts',
  'errors.too_many_requests.message': 'There were too many attempts in a short time.',
  'errors.too_many_requests.advice': 'Please wait a while and try again.',
  'errors.too_many_requests.meaning':
    'A rate limit was reached, for example for passwords or codes. The log names the limit.',
  'errors.too_many_requests.remedy':
    'Wait for as long as `Retry-After` says. A limit counts every attempt until its window ends, successful ones included.',
  'errors.upgrade_required.title': 'This address is for live pages',
  'errors.upgrade_required.message': 'This address accepts only WebSocket connections, version 13.',
  'errors.upgrade_required.advice': 'Please open the live page of the site.',
  'errors.upgrade_required.meaning': '`/api/live` was requested without a WebSocket handshake of version 13.',
  'errors.upgrade_required.remedy':
    'Configure the proxy to forward the upgrade. See [deployment.md](deployment.md#behind-nginx).',
  'errors.unknown_host.title': 'Wrong address',
  'errors.unknown_host.message': 'This site is not available under that host name.',
  'errors.unknown_host.advice': 'Please use the address below.',
  'errors.unknown_host.meaning': 'The `Host` header is not the host of `BASE_URL`.',
  'errors.unknown_host.remedy':
    'Set `BASE_URL` to the public address, and let the proxy forward the `Host` header. See [deployment.md](deployment.md).',
  'errors.unknown_backend.title': 'Unknown provider',
  'errors.unknown_backend.message': 'This site has no sign-in provider with this name.',
  'errors.unknown_backend.advice': 'Please choose one on the sign-in page.',
  'errors.unknown_backend.meaning': 'No provider has this name.',
  'errors.unknown_backend.remedy':
    'Check the name at `/admin/providers`, or in `backends.json`, which is read at startup.',
  'errors.backend_disabled.title': 'This provider was disabled',
  'errors.backend_disabled.message':
    'An administrator disabled or replaced the provider while you were signing in.',
  'errors.backend_disabled.message.named':
    'An administrator disabled or replaced {provider} while you were signing in.',
  'errors.backend_disabled.advice': 'Please choose another provider on the sign-in page.',
  'errors.backend_disabled.meaning':
    'An administrator disabled the provider after the sign-in was started, or changed its issuer.',
  'errors.backend_disabled.remedy': 'Sign in another way; see [admin.md](admin.md).',
  'errors.navigation_required.title': 'Please open this page directly',
  'errors.navigation_required.message':
    'Sign-in can only be started by opening this page, not from an image, a frame or a preview.',
  'errors.navigation_required.advice': 'Please use the button on the sign-in page.',
  'errors.navigation_required.meaning':
    'An image, a frame, a script or a prefetch tried to start or finish a sign-in.',
  'errors.navigation_required.remedy': 'Link to `/login/NAME` as a page, not in a frame.',
  'errors.mark_rejected.title': 'The picture can’t be used',
  'errors.mark_rejected.message': 'This picture can’t be shown safely.',
  'errors.mark_rejected.advice': 'Please export it again, as plain SVG or as PNG of at most 32 KB.',
  'errors.mark_rejected.meaning':
    'The picture that an administrator uploaded for a provider is neither SVG nor PNG, is larger than 32 KB, or contains something that a picture does not need, such as a script. The page names the problem.',
  'errors.mark_rejected.remedy': 'Export it again, as plain SVG or as PNG.',
  'errors.definition_invalid.title': 'The provider’s settings are not valid',
  'errors.definition_invalid.message':
    'The provider cannot be used with these settings, so nothing was saved.',
  'errors.definition_invalid.advice': 'Please go back and check the fields.',
  'errors.definition_invalid.meaning':
    'The settings that an administrator entered for a provider are not valid. The page names the problem next to the field.',
  'errors.definition_invalid.remedy': 'Correct the field.',
  'errors.backend_name_taken.title': 'This name is taken',
  'errors.backend_name_taken.message':
    'Another provider has this name, or accounts of an earlier one are stored under it.',
  'errors.backend_name_taken.advice': 'Please choose another name.',
  'errors.backend_name_taken.meaning':
    'Another provider has this name, or accounts of another issuer are stored under it.',
  'errors.backend_name_taken.remedy': 'Choose another name.',
  'errors.backend_version_conflict.title': 'Someone else changed this provider',
  'errors.backend_version_conflict.message':
    'The provider was changed after you opened the page, so nothing was done.',
  'errors.backend_version_conflict.advice': 'Please check its current version.',
  'errors.backend_version_conflict.meaning':
    'Another administrator changed the provider after the page was opened.',
  'errors.backend_version_conflict.remedy': 'Check the current version, then decide again.',
  'errors.backend_untested.title': 'Not tested yet',
  'errors.backend_untested.message': 'A version can be enabled after a successful test sign-in.',
  'errors.backend_untested.advice': 'Please test it first.',
  'errors.backend_untested.meaning':
    'An administrator tried to enable a version of a provider that has not passed a test sign-in.',
  'errors.backend_untested.remedy': 'Test it; see [admin.md](admin.md).',
  'errors.backend_needs_mail.title': 'This site cannot send email',
  'errors.backend_needs_mail.message':
    'This provider asks people to verify their email address, but this site cannot send email.',
  'errors.backend_needs_mail.advice':
    'Set SMTP_URL and MAIL_FROM, or turn off “requireVerifiedEmail” for this provider.',
  'errors.backend_needs_mail.meaning':
    'An administrator tried to test or enable a provider with `requireVerifiedEmail`, but this site cannot send email.',
  'errors.backend_needs_mail.remedy':
    'Set `SMTP_URL` and `MAIL_FROM`, or turn off `requireVerifiedEmail` for this provider.',
  'errors.backend_in_use.title': 'This provider is in use',
  'errors.backend_in_use.message': 'Users have accounts with this provider and would lose a sign-in method.',
  'errors.backend_in_use.advice': 'Disable it instead. You can enable it again later.',
  'errors.backend_in_use.meaning':
    'An administrator tried to delete a provider while users have accounts with it, or to change its issuer or another field that says whose accounts they are.',
  'errors.backend_in_use.remedy': 'Disable it, or add another one under a new name.',
  'errors.origin_rejected.title': 'Blocked for your safety',
  'errors.origin_rejected.message': 'The request came from another site, so nothing was changed.',
  'errors.origin_rejected.advice': 'Please use the page of this site.',
  'errors.origin_rejected.meaning': 'A request that changes something came from another origin.',
  'errors.origin_rejected.remedy':
    'Check that `BASE_URL` is the address that people see. If it is, another site sent the request.',
  'errors.csrf_failed.title': 'This page has expired',
  'errors.csrf_failed.message': 'The form belongs to an earlier session, so nothing was changed.',
  'errors.csrf_failed.advice': 'Please reload the page and try again.',
  'errors.csrf_failed.meaning': 'The form has no CSRF token, or the token of another session.',
  'errors.csrf_failed.remedy': 'Reload the page and try again.',
  'errors.login_required.title': 'Please sign in',
  'errors.login_required.message': 'You are not signed in, or your session has ended.',
  'errors.login_required.advice': 'Please sign in to continue.',
  'errors.login_required.meaning': 'The request has no session, or the session has ended.',
  'errors.login_required.remedy': 'Sign in.',
  'errors.browser_session_required.title': 'This page needs a browser sign-in',
  'errors.browser_session_required.message':
    'You are signed in as a device or a program, which can’t open this page or end other sessions.',
  'errors.browser_session_required.advice': 'Please sign in with a browser.',
  'errors.browser_session_required.meaning':
    'A session of a device or a program opened a page or a form for people, such as the account page or the administration, or tried to end other sessions of its user.',
  'errors.browser_session_required.remedy': 'Use the [API](api.md), or sign in with a browser.',
  'errors.reauthentication_required.title': 'Please sign in again',
  'errors.reauthentication_required.message':
    'For your security, this change needs a sign-in within the last ten minutes.',
  'errors.reauthentication_required.advice':
    'Please sign in again to confirm it’s you. You will return to this page.',
  'errors.reauthentication_required.meaning': 'Sensitive changes need a sign-in within the last ten minutes.',
  'errors.reauthentication_required.remedy': 'Sign in again.',
  'errors.reauthentication_unproven.title': 'Your sign-in could not be confirmed',
  'errors.reauthentication_unproven.message': 'The provider did not confirm that you just signed in.',
  'errors.reauthentication_unproven.message.named': '{provider} did not confirm that you just signed in.',
  'errors.reauthentication_unproven.advice':
    'Please try again, or sign in with another method. You are still signed in as before.',
  'errors.reauthentication_unproven.meaning':
    'A user was asked to sign in again, and the ID Token has no `auth_time`, or one that is more than ten minutes ago.',
  'errors.reauthentication_unproven.remedy':
    'Try again. If the provider never sends `auth_time`, set [`reauthentication`](backends.md#signing-in-again) to `"login"`.',
  'errors.admin_required.title': 'For administrators only',
  'errors.admin_required.message': 'You are signed in, but not as an administrator of this site.',
  'errors.admin_required.advice': 'If you need access, contact the site’s administrator.',
  'errors.admin_required.meaning':
    'A signed-in user who is not an administrator opened an administration page.',
  'errors.admin_required.remedy':
    'Make the user an administrator with `ADMIN_EMAILS` or `portcullis admin grant`.',
  'errors.setup_link_invalid.title': 'This setup link no longer works',
  'errors.setup_link_invalid.message':
    'A setup link works once and for an hour, and only until this site has an administrator who can sign in.',
  'errors.setup_link_invalid.advice':
    'If you are the administrator, run “portcullis setup” on the server for a new link.',
  'errors.setup_link_invalid.meaning':
    'A setup link was used, has expired, was replaced by a newer one, or an administrator can sign in already.',
  'errors.setup_link_invalid.remedy':
    'Run `portcullis setup`. It prints a new link, or says why none is needed.',
  'errors.invitation_invalid.title': 'This invitation no longer works',
  'errors.invitation_invalid.message':
    'An invitation works once and for a week, and only until you have a sign-in method.',
  'errors.invitation_invalid.advice':
    'If you have signed in before, please sign in as usual. Otherwise ask the site’s administrator for a new invitation.',
  'errors.invitation_invalid.meaning':
    'An invitation was used, is older than a week, was replaced by a newer one, or its user can sign in already or is disabled.',
  'errors.invitation_invalid.remedy':
    'If the user still cannot sign in, invite them again on their page at `/admin/users`.',
  'errors.user_has_account.title': 'This user can already sign in',
  'errors.user_has_account.message': 'The user has a sign-in method, so no invitation was made.',
  'errors.user_has_account.advice':
    'If the user has forgotten their password, please send a link for a new one.',
  'errors.user_has_account.meaning': 'An administrator invited a user who has an account to sign in with.',
  'errors.user_has_account.remedy': 'Send the user a link for a new password, or let them sign in as usual.',
  'errors.username_rejected.title': 'Please choose another user name',
  'errors.username_rejected.message': 'This user name can’t be used.',
  'errors.username_rejected.advice': 'Please choose another one.',
  'errors.username_rejected.meaning':
    'The user name is not 2 to 30 characters of a-z, 0-9, ".", "_" and "-", is reserved, or is taken; or the user has already changed their user name once.',
  'errors.username_rejected.remedy': 'Choose another one.',
  'errors.profile_rejected.title': 'This can’t be saved',
  'errors.profile_rejected.message': 'The name or the picture can’t be used.',
  'errors.profile_rejected.advice': 'Please enter another one.',
  'errors.profile_rejected.meaning':
    'The name or the picture that a user entered is too long or malformed, or `PROFILE_EDITING` does not let users change it.',
  'errors.profile_rejected.remedy': 'Enter another one. A picture is an `https:` address.',
  'errors.unknown_user.title': 'User not found',
  'errors.unknown_user.message': 'There is no user with this identifier.',
  'errors.unknown_user.advice': 'Please look for the user in the list.',
  'errors.unknown_user.meaning': 'An administrator opened a user who does not exist, or no longer exists.',
  'errors.unknown_user.remedy': 'Look for the user in the list.',
  'errors.confirmation_wrong.title': 'The name doesn’t match',
  'errors.confirmation_wrong.message':
    'The name you entered is not the one on the page, so nothing was deleted.',
  'errors.confirmation_wrong.advice': 'Please enter the name exactly as the page shows it.',
  'errors.confirmation_wrong.meaning':
    'An administrator confirmed a deletion without entering the name that the page asked for.',
  'errors.confirmation_wrong.remedy': 'Enter the name exactly as the page shows it.',
  'errors.self_action_forbidden.title': 'You can’t do this to your own account',
  'errors.self_action_forbidden.message': 'Administrators cannot do this to their own account here.',
  'errors.self_action_forbidden.advice':
    'Use your account page for your sessions and sign-in methods, or ask another administrator.',
  'errors.self_action_forbidden.meaning':
    'An administrator tried to change their own account on the users page.',
  'errors.self_action_forbidden.remedy':
    'Use the account page, ask another administrator, or use the command line.',
  'errors.last_administrator.title': 'This is the last administrator',
  'errors.last_administrator.message': 'At least one administrator is required.',
  'errors.last_administrator.advice': 'Please make another user an administrator first.',
  'errors.last_administrator.meaning':
    'An administrator tried to disable the last active administrator, or to remove their admin role.',
  'errors.last_administrator.remedy': 'Make another user an administrator first.',
  'errors.wrong_credentials.title': 'Sign-in failed',
  'errors.wrong_credentials.message': 'Wrong user name or password.',
  'errors.wrong_credentials.advice': 'Please check both and try again.',
  'errors.wrong_credentials.meaning':
    'The user does not exist, has no password, or has a different one. The log says which.',
  'errors.wrong_credentials.remedy': 'Check both; see [passwords.md](passwords.md).',
  'errors.password_rejected.title': 'Please choose another password',
  'errors.password_rejected.message': 'The new password does not follow the rules.',
  'errors.password_rejected.advice': 'Please choose a longer one, or one that is harder to guess.',
  'errors.password_rejected.meaning':
    'The new password is too short, too long, too common, or one of the user’s own names.',
  'errors.password_rejected.remedy': 'Choose another password.',
  'errors.browser_cookie_required.title': 'Please load the page first',
  'errors.browser_cookie_required.message': 'This browser has no cookie from this site yet.',
  'errors.browser_cookie_required.advice': 'Please load the live page, and allow cookies for this site.',
  'errors.browser_cookie_required.meaning': 'The socket was opened without any cookie from this site.',
  'errors.browser_cookie_required.remedy':
    'Load `/live` first. If it happens to everyone, the proxy drops cookies.',
  'errors.ticket_rejected.title': 'The sign-in was not completed',
  'errors.ticket_rejected.message':
    'This sign-in expired, was already used, or was started in another browser.',
  'errors.ticket_rejected.advice': 'Please sign in again.',
  'errors.ticket_rejected.meaning':
    'The ticket of a sign-in over a socket was already used, is older than 30 seconds, or belongs to another browser.',
  'errors.ticket_rejected.remedy': 'Sign in again.',
  'errors.logout_token_rejected.title': 'The logout was not accepted',
  'errors.logout_token_rejected.message':
    'The provider’s logout token is invalid or not intended for this site.',
  'errors.logout_token_rejected.advice': 'No session was ended. The response names the problem.',
  'errors.logout_token_rejected.meaning':
    'A provider’s logout token is invalid, too old, or not intended for this client.',
  'errors.logout_token_rejected.remedy':
    'No session was ended. The response, the log and the trace name the problem; check the client and the keys at the provider.',
  'errors.attempt_unknown.title': 'This sign-in is no longer valid',
  'errors.attempt_unknown.message': 'This sign-in has expired or was already completed.',
  'errors.attempt_unknown.advice': 'Please start again. You will return to the page you wanted.',
  'errors.attempt_unknown.meaning':
    'The `state` belongs to no sign-in attempt, or to one that was already deleted.',
  'errors.attempt_unknown.remedy':
    'Start again. If it happens to everyone, the processes do not share a database.',
  'errors.attempt_expired.title': 'That took too long',
  'errors.attempt_expired.message': 'The sign-in took too long and was cancelled for your security.',
  'errors.attempt_expired.advice': 'Please start again. You will return to the page you wanted.',
  'errors.attempt_expired.meaning':
    'The sign-in attempt is more than 20 minutes old, or its encryption key is gone.',
  'errors.attempt_expired.remedy': 'Start again. Keep old keys in `ENCRYPTION_KEYS` for a while.',
  'errors.attempt_used.title': 'Already used',
  'errors.attempt_used.message': 'This response from the provider was already used, and it works only once.',
  'errors.attempt_used.message.named':
    'This response from {provider} was already used, and it works only once.',
  'errors.attempt_used.advice': 'Please start again. You will return to the page you wanted.',
  'errors.attempt_used.meaning': 'The response was used before: a double click, or the back button.',
  'errors.attempt_used.remedy': 'Start again, unless you are already signed in.',
  'errors.attempt_wrong_browser.title': 'Started in another browser',
  'errors.attempt_wrong_browser.message':
    'This sign-in was started in another browser, or its cookie was lost.',
  'errors.attempt_wrong_browser.advice':
    'Please start again in this browser, and allow cookies for this site.',
  'errors.attempt_wrong_browser.meaning':
    'Another browser started the attempt, or the browser cookie was lost.',
  'errors.attempt_wrong_browser.remedy':
    'Start again in one browser, with cookies allowed. If it happens to everyone, check whether the proxy drops cookies, or whether `BASE_URL` is https while people use http.',
  'errors.attempt_other_backend.title': 'Wrong provider',
  'errors.attempt_other_backend.message':
    'The response came from a different provider than the one you chose.',
  'errors.attempt_other_backend.advice': 'Please start again. You will return to the page you wanted.',
  'errors.attempt_other_backend.meaning': 'The response arrived at the redirect URI of a different provider.',
  'errors.attempt_other_backend.remedy': 'Check the redirect URI that is registered at the provider.',
  'errors.session_user_changed.title': 'The signed-in user has changed',
  'errors.session_user_changed.message':
    'A different user is now signed in, so nothing was connected or changed.',
  'errors.session_user_changed.advice':
    'Please check on your account page who is signed in, and start again.',
  'errors.session_user_changed.meaning':
    'The user who is signed in in this browser is not the one who started the connection or the paused sign-in.',
  'errors.session_user_changed.remedy': 'Start again as the right user.',
  'errors.partial_unknown.title': 'This sign-in is no longer waiting',
  'errors.partial_unknown.message':
    'This sign-in was cancelled, was continued in another tab or browser, or never existed.',
  'errors.partial_unknown.advice': 'Please start again. You will return to the page you wanted.',
  'errors.partial_unknown.meaning':
    'No paused sign-in has this address: it was cancelled, continued elsewhere, or deleted.',
  'errors.partial_unknown.remedy': 'Start again.',
  'errors.partial_expired.title': 'That took too long',
  'errors.partial_expired.message': 'This sign-in expired after 30 minutes without an answer.',
  'errors.partial_expired.advice': 'Please start again. You will return to the page you wanted.',
  'errors.partial_expired.meaning':
    'The sign-in was paused for more than 30 minutes, or its encryption key is gone.',
  'errors.partial_expired.remedy': 'Start again.',
  'errors.partial_used.title': 'Already completed',
  'errors.partial_used.message': 'This sign-in was already completed, by an earlier click or in another tab.',
  'errors.partial_used.advice': 'If you are not signed in, please start again.',
  'errors.partial_used.meaning': 'The sign-in was completed before: a double click, or another tab.',
  'errors.partial_used.remedy': 'Start again, unless you are already signed in.',
  'errors.partial_wrong_browser.title': 'Started in another browser',
  'errors.partial_wrong_browser.message':
    'You can continue this sign-in only in the browser where you started it.',
  'errors.partial_wrong_browser.advice': 'Please go back to that browser, or start again in this one.',
  'errors.partial_wrong_browser.meaning':
    'The paused sign-in belongs to another browser. A link in an email does not move it either: its page in another browser shows the code, to be entered where the sign-in was started.',
  'errors.partial_wrong_browser.remedy':
    'Continue in the first browser, or start again. If it happens to everyone, the proxy drops cookies.',
  'errors.code_rejected.title': 'This code is no longer valid',
  'errors.code_rejected.message': 'This code has expired or was already used.',
  'errors.code_rejected.advice': 'Please request a new code.',
  'errors.code_rejected.meaning':
    'The code from an email was used, has expired, was tried too often, was replaced by a newer one, or was not requested from this page.',
  'errors.code_rejected.remedy': 'Request a new code.',
  'errors.code_wrong.title': 'This code is incorrect',
  'errors.code_wrong.message': 'That code isn’t right.',
  'errors.code_wrong.advice': 'Check the email and try again.',
  'errors.code_wrong.meaning': 'The code is not the one that was sent.',
  'errors.code_wrong.remedy': 'Compare it with the email. Five attempts are allowed.',
  'errors.email_invalid.title': 'Please check the email address',
  'errors.email_invalid.message': 'That is not a valid email address.',
  'errors.email_invalid.advice': 'Enter an address such as ada@example.com.',
  'errors.email_invalid.meaning': 'The text that was entered is not exactly one plain address.',
  'errors.email_invalid.remedy': 'Enter an address such as `ada@example.com`, without a name or a comma.',
  'errors.email_already_verified.title': 'That address belongs to another account',
  'errors.email_already_verified.message':
    'Another account here has verified this email address, so nothing was changed.',
  'errors.email_already_verified.advice': 'Please use another address, or sign in to that account.',
  'errors.email_already_verified.meaning': 'Another user has already verified the email address.',
  'errors.email_already_verified.remedy': 'Use another address, or sign in to that account.',
  'errors.mail_unavailable.title': 'Not available here',
  'errors.mail_unavailable.message': 'This page needs email, and this site cannot send any.',
  'errors.mail_unavailable.advice': 'Please contact the site’s administrator.',
  'errors.mail_unavailable.meaning': 'The page needs email, and `SMTP_URL` is not set in production.',
  'errors.mail_unavailable.remedy': 'Set `SMTP_URL` and `MAIL_FROM`.',
  'errors.device_code_unknown.title': 'We don’t know this code',
  'errors.device_code_unknown.message': 'No device is waiting with this code.',
  'errors.device_code_unknown.advice': 'Check your device and try again.',
  'errors.device_code_unknown.meaning':
    'No waiting device has this code, or the device code belongs to another client or key.',
  'errors.device_code_unknown.remedy': 'Enter the code that the device shows now.',
  'errors.device_code_expired.title': 'This code has expired',
  'errors.device_code_expired.message': 'The code expired after ten minutes.',
  'errors.device_code_expired.advice': 'Please get a new code on the device.',
  'errors.device_code_expired.meaning': 'The device code is more than ten minutes old.',
  'errors.device_code_expired.remedy': 'Get a new code on the device.',
  'errors.device_code_used.title': 'This code was already used',
  'errors.device_code_used.message': 'This request was already answered.',
  'errors.device_code_used.advice': 'If the device is still waiting, please get a new code on it.',
  'errors.device_code_used.meaning': 'The device was already approved or denied, or already has its session.',
  'errors.device_code_used.remedy': 'If the device is still waiting, get a new code on it.',
  'errors.device_denied.title': 'The device was denied',
  'errors.device_denied.message':
    'The device was denied, or the approval was withdrawn before the device used it.',
  'errors.device_denied.advice': 'If this was a mistake, please get a new code on the device.',
  'errors.device_denied.meaning':
    'The device was denied, or the approval was withdrawn by signing out everywhere, by a new password, or by disconnecting the account.',
  'errors.device_denied.remedy': 'Start again on the device.',
  'errors.dpop_proof_invalid.title': 'The device could not prove its key',
  'errors.dpop_proof_invalid.message': 'The DPoP proof is missing or invalid.',
  'errors.dpop_proof_invalid.advice': 'Please start again on the device.',
  'errors.dpop_proof_invalid.meaning': 'The DPoP proof is missing or invalid. The log says why.',
  'errors.dpop_proof_invalid.remedy':
    'See [devices.md](devices.md#bound-to-a-key). A common cause is a wrong clock.',
  'errors.unsupported_grant_type.title': 'Unsupported grant type',
  'errors.unsupported_grant_type.message': 'Only the device grant is supported here.',
  'errors.unsupported_grant_type.advice': 'Please use the sign-in page.',
  'errors.unsupported_grant_type.meaning':
    '`/device/token` was called with another grant type than the device grant.',
  'errors.unsupported_grant_type.remedy': 'Fix the client.',
  'errors.access_denied.title': 'Sign-in was cancelled',
  'errors.access_denied.message': 'The provider reported that the sign-in was cancelled or refused.',
  'errors.access_denied.message.named': '{provider} reported that the sign-in was cancelled or refused.',
  'errors.access_denied.advice': 'If you did not mean to cancel, please start again.',
  'errors.access_denied.meaning': 'The person or the provider refused the sign-in.',
  'errors.access_denied.remedy':
    'Start again if it was a mistake. If the provider refused it, the page and `detail` have its own words: for Microsoft, for example, the user must be assigned to the application.',
  'errors.provider_error.title': 'The provider reported a problem',
  'errors.provider_error.title.named': '{provider} reported a problem',
  'errors.provider_error.message': 'The provider ended the sign-in with an error.',
  'errors.provider_error.message.named': '{provider} ended the sign-in with an error.',
  'errors.provider_error.advice':
    'Please start again. If it keeps happening, contact the site’s administrator and quote the reference below.',
  'errors.provider_error.meaning':
    'The provider ended the sign-in with an OAuth error. The log has its code and the provider’s own description.',
  'errors.provider_error.remedy':
    'Look the code up in the provider’s documentation. Common causes are a wrong redirect URI, scope or authorization code.',
  'errors.callback_invalid.title': 'The response was not valid',
  'errors.callback_invalid.message': 'The response from the provider was incomplete or contradictory.',
  'errors.callback_invalid.message.named': 'The response from {provider} was incomplete or contradictory.',
  'errors.callback_invalid.advice': 'Please start again. You will return to the page you wanted.',
  'errors.callback_invalid.meaning': 'The response lacks a parameter, repeats one, or names another issuer.',
  'errors.callback_invalid.remedy':
    'Start again. If it happens to everyone, read `detail` in the log or the trace.',
  'errors.identity_rejected.title': 'We couldn’t verify the response from the provider',
  'errors.identity_rejected.title.named': 'We couldn’t verify the response from {provider}',
  'errors.identity_rejected.message': 'The response failed a security check.',
  'errors.identity_rejected.advice':
    'Please start again. If it keeps happening, contact the site’s administrator and quote the reference below.',
  'errors.identity_rejected.meaning':
    'The ID Token, the token response or the UserInfo response failed a check.',
  'errors.identity_rejected.remedy':
    'Read `detail` in the log or the trace: it names the check. Common causes are `idTokenAlgorithm`, a wrong clock, or `prompt=login` with a provider that sends no `auth_time`.',
  'errors.provider_unavailable.title': 'The provider is not available',
  'errors.provider_unavailable.title.named': '{provider} is not available',
  'errors.provider_unavailable.message': 'The provider did not respond, or responded with an error.',
  'errors.provider_unavailable.message.named': '{provider} did not respond, or responded with an error.',
  'errors.provider_unavailable.advice': 'Please try again in a moment, or sign in another way.',
  'errors.provider_unavailable.meaning': 'The provider cannot be reached, or responded with an error.',
  'errors.provider_unavailable.remedy': 'Try again. Check the network and the DNS of the server.',
  'errors.provider_timeout.title': 'The provider took too long',
  'errors.provider_timeout.title.named': '{provider} took too long',
  'errors.provider_timeout.message': 'The provider did not respond in time.',
  'errors.provider_timeout.message.named': '{provider} did not respond in time.',
  'errors.provider_timeout.advice': 'Please try again in a moment, or sign in another way.',
  'errors.provider_timeout.meaning':
    'A call took more than 5 seconds, or all calls together more than 9, unless `timeout` says otherwise.',
  'errors.provider_timeout.remedy': 'Try again. Check the connection from the server to the provider.',
  'errors.provider_misconfigured.title': 'Sign-in with the provider isn’t working right now',
  'errors.provider_misconfigured.title.named': 'Sign-in with {provider} isn’t working right now',
  'errors.provider_misconfigured.message': 'The connection to the provider is not set up correctly.',
  'errors.provider_misconfigured.message.named': 'The connection to {provider} is not set up correctly.',
  'errors.provider_misconfigured.advice':
    'Please sign in another way, or contact the site’s administrator and quote the reference below.',
  'errors.provider_misconfigured.meaning':
    'The issuer, an endpoint, the client ID or the client secret is wrong, an address is not public, or the token endpoint or UserInfo rejected the request (a status of 400 to 499).',
  'errors.provider_misconfigured.remedy':
    'Read `detail` in the log or the trace, and compare `issuer`, `clientId` and `clientSecret` with the provider.',
  'errors.backend_failed.title': 'Sign-in with the provider isn’t working right now',
  'errors.backend_failed.title.named': 'Sign-in with {provider} isn’t working right now',
  'errors.backend_failed.message': 'Something went wrong while this site identified you.',
  'errors.backend_failed.message.named': 'Something went wrong while {provider} identified you.',
  'errors.backend_failed.advice':
    'Please sign in another way, or contact the site’s administrator and quote the reference below.',
  'errors.backend_failed.meaning': 'A function of a backend in code threw an error.',
  'errors.backend_failed.remedy':
    'Read `detail` in the log or the trace: it names the backend, the function and the error; the log has the stack. See [custom-backends.md](custom-backends.md#errors).',
  'errors.not_identified.title': 'The provider did not say who you are',
  'errors.not_identified.title.named': '{provider} did not say who you are',
  'errors.not_identified.message': 'The request has no sign-in from the provider.',
  'errors.not_identified.message.named': 'The request has no sign-in from {provider}.',
  'errors.not_identified.advice': 'Please check that you are signed in there, or sign in another way.',
  'errors.not_identified.meaning':
    'A request backend found no user in the request, or the request did not come from a proxy in `TRUST_PROXY`.',
  'errors.not_identified.remedy':
    'Read `detail` in the log or the trace. Let the proxy set its headers for `/complete/NAME`, and list its address in `TRUST_PROXY`. See [custom-backends.md](custom-backends.md#headers-of-a-proxy).',
  'errors.invalid_token.title': 'This token is not accepted',
  'errors.invalid_token.message':
    'The access token is missing, expired, revoked, or was issued for a different client.',
  'errors.invalid_token.advice':
    'Please get a new access token for this site from the provider, and try again.',
  'errors.invalid_token.advice.named':
    'Please get a new access token for this site from {provider}, and try again.',
  'errors.invalid_token.meaning':
    'The access token is missing, expired, revoked, of another kind, or not issued for this site.',
  'errors.invalid_token.remedy':
    'Read `detail` in the log or the trace: it names the check. A common cause is `audience`. See [token-exchange.md](token-exchange.md).',
  'errors.insufficient_scope.title': 'The token lacks a required scope',
  'errors.insufficient_scope.message':
    'The access token does not cover the scope that sign-in requires here.',
  'errors.insufficient_scope.advice': 'Please get an access token with that scope from the provider.',
  'errors.insufficient_scope.advice.named': 'Please get an access token with that scope from {provider}.',
  'errors.insufficient_scope.meaning': 'The access token lacks a scope of `requiredScope`. The log names it.',
  'errors.insufficient_scope.remedy': 'Get a token with that scope from the provider.',
  'errors.backend_ambiguous.title': 'Which provider issued this token?',
  'errors.backend_ambiguous.message': 'More than one provider could have issued this access token.',
  'errors.backend_ambiguous.advice': 'Please name one with "?backend=".',
  'errors.backend_ambiguous.meaning':
    'An opaque token, or a JWT of an issuer with several providers here, was sent without `?backend=`.',
  'errors.backend_ambiguous.remedy': 'Name the provider.',
  'errors.token_exchange_unsupported.title': 'Token exchange is not enabled',
  'errors.token_exchange_unsupported.message':
    'This site does not exchange access tokens of that provider for sessions.',
  'errors.token_exchange_unsupported.advice':
    'Please sign in with a browser, or contact the site’s administrator.',
  'errors.token_exchange_unsupported.meaning':
    'No provider is set up to exchange access tokens, or the one that was named is not.',
  'errors.token_exchange_unsupported.remedy': 'Set `audience` or `introspection` for it.',
  'errors.token_exchange_unavailable.title': 'The token could not be checked',
  'errors.token_exchange_unavailable.message':
    'The provider did not answer as expected when asked about the access token.',
  'errors.token_exchange_unavailable.message.named':
    '{provider} did not answer as expected when asked about the access token.',
  'errors.token_exchange_unavailable.advice': 'Please try again in a moment.',
  'errors.token_exchange_unavailable.meaning':
    'The provider did not answer about the access token, or not as expected.',
  'errors.token_exchange_unavailable.remedy': 'Try again. Read `detail` in the log or the trace.',
  'errors.interaction_required.title': 'Please sign in with a browser',
  'errors.interaction_required.message':
    'We need to ask you something before you can sign in, and only a web page can do that.',
  'errors.interaction_required.advice': 'Please sign in once with a browser, then try again.',
  'errors.interaction_required.meaning': 'The sign-in paused for a question that only a page can ask.',
  'errors.interaction_required.remedy': 'Sign in once with a browser.',
  'errors.not_allowed.title': 'You can’t sign in with this account',
  'errors.not_allowed.message': 'This account is not allowed to sign in here.',
  'errors.not_allowed.advice': 'Please use another account, or contact the site’s administrator.',
  'errors.not_allowed.meaning':
    'The domain is not in `allowedDomains`, the address is not verified, or a claim does not have a value of `requiredValues`.',
  'errors.not_allowed.remedy': 'Use another account, or extend the list.',
  'errors.role_required.title': 'You don’t have access to this page',
  'errors.role_required.message': 'You are signed in, but only users with a certain role may open this page.',
  'errors.role_required.advice': 'Please contact the site’s administrator.',
  'errors.role_required.meaning':
    'A page of the program asks, with `requireRole`, for a role that this user does not have.',
  'errors.role_required.remedy': 'Give the user the role. See [embedding.md](embedding.md).',
  'errors.group_required.title': 'You don’t have access to this page',
  'errors.group_required.message':
    'You are signed in, but only users with certain groups or sign-in methods may open this page.',
  'errors.group_required.advice': 'Please contact the site’s administrator, or sign in with another account.',
  'errors.group_required.meaning':
    'A proxy asked, with `?group=` or `?backend=`, for a group or provider that this user does not have.',
  'errors.group_required.remedy':
    'Compare the proxy’s configuration with the groups of the account. See [forward-auth.md](forward-auth.md).',
  'errors.group_ambiguous.title': 'This page is not set up correctly',
  'errors.group_ambiguous.message':
    'The site that protects this page asks for a group without saying which provider the group belongs to.',
  'errors.group_ambiguous.advice': 'Please contact the site’s administrator.',
  'errors.group_ambiguous.meaning':
    'A proxy asked for `?group=NAME`, and several providers store groups, or none does. Providers that are disabled, or were removed while they have accounts, count as well. A group belongs to its provider.',
  'errors.group_ambiguous.remedy':
    'Write `?group=BACKEND:NAME` in the proxy’s configuration, and let the provider store the claim with `extraClaims`. See [forward-auth.md](forward-auth.md#requiring-groups-claims-and-backends).',
  'errors.registration_closed.title': 'Registration is closed',
  'errors.registration_closed.message': 'This site does not accept new accounts at the moment.',
  'errors.registration_closed.advice':
    'If you already have an account, please sign in the way you usually do.',
  'errors.registration_closed.meaning':
    'A new person tried to sign in or to register while `REGISTRATION` is `closed`.',
  'errors.registration_closed.remedy': 'Sign in with an existing account, and connect this one to it.',
  'errors.claim_missing.title': 'The provider didn’t share everything we need',
  'errors.claim_missing.title.named': '{provider} didn’t share everything we need',
  'errors.claim_missing.message': 'The provider did not share information that this site requires.',
  'errors.claim_missing.message.named': '{provider} did not share information that this site requires.',
  'errors.claim_missing.advice': 'Please start again and agree to share it, or use another account.',
  'errors.claim_missing.meaning': 'A claim of `requiredClaims` is missing. The log names it.',
  'errors.claim_missing.remedy': 'Agree to share it; check `scopes`.',
  'errors.email_belongs_to_user.title': 'You already have an account',
  'errors.email_belongs_to_user.message': 'An account with your email address already exists.',
  'errors.email_belongs_to_user.advice':
    'Please sign in the way you usually do. On your account page you can set a password.',
  'errors.email_belongs_to_user.meaning':
    'The person registers with an address that another user has verified. With a provider, the person is asked for proof instead.',
  'errors.email_belongs_to_user.remedy': 'Sign in the usual way.',
  'errors.account_taken.title': 'This account is connected to another user',
  'errors.account_taken.message':
    'Your account at the provider is already connected to another user here, so nothing was changed.',
  'errors.account_taken.message.named':
    'Your account at {provider} is already connected to another user here, so nothing was changed.',
  'errors.account_taken.advice':
    'Please sign out at the provider and choose another account, or disconnect it from the other user first.',
  'errors.account_taken.advice.named':
    'Please sign out at {provider} and choose another account, or disconnect it from the other user first.',
  'errors.account_taken.meaning': 'The account to connect belongs to another user here.',
  'errors.account_taken.remedy':
    'Choose another account at the provider, or disconnect it from the other user first.',
  'errors.user_disabled.title': 'Your account is disabled',
  'errors.user_disabled.message': 'An administrator has disabled your account.',
  'errors.user_disabled.advice': 'Please contact the site’s administrator.',
  'errors.user_disabled.meaning': 'An administrator has disabled this user.',
  'errors.user_disabled.remedy': 'Enable the user at `/admin/users`, or with `portcullis user enable`.',
  'errors.refused.title': 'You can’t sign in here',
  'errors.refused.message': 'This site did not accept the sign-in.',
  'errors.refused.advice': 'Please contact the site’s administrator.',
  'errors.refused.meaning':
    'One of the site’s own steps refused the sign-in with `refuse(reason, shown)`. The page shows the step’s message, if it has one.',
  'errors.refused.remedy':
    'The trace of the sign-in has the name of the step and its reason. See [pipeline.md](pipeline.md#refusing).',
  'errors.step_failed.title': 'The sign-in could not be completed',
  'errors.step_failed.message':
    'A part of this site failed while you were signing in, and nothing was changed.',
  'errors.step_failed.advice':
    'Please try again. If it keeps happening, contact the site’s administrator and quote the reference below.',
  'errors.step_failed.meaning':
    'One of the site’s own steps threw an error, took longer than two seconds, or returned something that is not allowed. The sign-in was rolled back.',
  'errors.step_failed.remedy':
    'The log line with this reference names the step and its error. See [pipeline.md](pipeline.md#when-a-step-fails).',
  'errors.field_invalid.title': 'The fields are not valid',
  'errors.field_invalid.message':
    'A field of the user does not have the form that this site expects, so nothing was changed.',
  'errors.field_invalid.advice': 'Please check the fields.',
  'errors.field_invalid.meaning': 'A field of a user does not fit `user.fields` of the configuration.',
  'errors.field_invalid.remedy':
    'The `detail` in the log or the trace names the field. See [pipeline.md](pipeline.md#roles-and-fields).',
  'errors.issuer_changed.title': 'We can’t match your account',
  'errors.issuer_changed.message':
    'Something about the provider has changed since you last signed in, so we couldn’t match your account. You were not signed in.',
  'errors.issuer_changed.message.named':
    'Something about {provider} has changed since you last signed in, so we couldn’t match your account. You were not signed in.',
  'errors.issuer_changed.advice':
    'Please sign in another way, or contact the site’s administrator and quote the reference below.',
  'errors.issuer_changed.meaning':
    'The account with this subject is stored under another issuer. A subject belongs to one issuer, so at this issuer it may be another person.',
  'errors.issuer_changed.remedy':
    'If the provider has moved and kept its users, run `portcullis backend move-accounts`. If it is another provider, give it another name; see [backends.md](backends.md#when-an-issuer-changes).',
  'errors.last_login_method.title': 'This is your only sign-in method',
  'errors.last_login_method.message': 'You could not sign in without it, so it was not disconnected.',
  'errors.last_login_method.advice': 'Please add another one first.',
  'errors.last_login_method.meaning': 'This is the only account with which the user can sign in.',
  'errors.last_login_method.remedy': 'Connect another account first.',
  'errors.unknown_account.title': 'Account not found',
  'errors.unknown_account.message': 'This account is not connected.',
  'errors.unknown_account.advice': 'Please reload your account page.',
  'errors.unknown_account.meaning':
    'The user has no such connected account. It may have been disconnected in another tab.',
  'errors.unknown_account.remedy': 'Reload the account page.',
  'errors.unavailable.title': 'Temporarily unavailable',
  'errors.unavailable.message': 'A part of this site is not available right now.',
  'errors.unavailable.advice': 'Please try again in a moment.',
  'errors.unavailable.meaning':
    'The database is unreachable, too slow, full or read-only, or too many passwords are being checked at once.',
  'errors.unavailable.remedy': 'Try again. Check `/readyz` and the log.',
  'errors.internal.title': 'Something went wrong',
  'errors.internal.message': 'This is our fault, not yours.',
  'errors.internal.advice':
    'Please try again. If it keeps happening, contact the site’s administrator and quote the reference below.',
  'errors.internal.meaning': 'A bug in Portcullis.',
  'errors.internal.remedy': 'Report it, with the log line that has this reference.',

  'admin.title': 'Administration',
  'admin.overview': 'Overview',
  'admin.providers': 'Providers',
  'admin.users': 'Users',
  'admin.signIns': 'Sign-ins',
  'admin.sessions': 'Sessions',
  'admin.events': 'Events',
  'admin.provider': 'Provider',
  'admin.nextPage': 'Next page',
  'admin.firstPage': 'First page',
  'admin.undo': 'Undo',

  'adminProviders.add': 'Add a provider',
  'adminProviders.lead':
    'The providers people can sign in with. A provider supports OpenID Connect or OAuth 2, such as Google, GitHub or your company’s own.',
  'adminProviders.all': 'All providers',
  'adminProviders.search': 'Label or name',
  'adminProviders.version': 'Version',
  'adminProviders.changed': 'Changed',
  'adminProviders.none': 'No providers yet.',
  'adminProviders.noMatch': 'No matching providers.',
  'adminProviders.settingsLead':
    'Those from the settings can’t be changed here: edit them in BACKENDS_FILE, the environment or the configuration in code.',
  'adminProviders.note.built-in': 'test provider, not available in production',
  'adminProviders.hiddenNote': 'The settings define a provider with this name, which takes precedence.',
  'adminProviders.pendingFailed': 'The test sign-in of version {version} failed.',
  'adminProviders.pendingTested': 'Version {version} is tested, but not enabled yet.',
  'adminProviders.pendingUntested': 'Version {version} is not tested yet.',
  'adminProviders.state': 'State',
  'adminProviders.state.enabled': 'enabled',
  'adminProviders.state.settings': 'from the settings',
  'adminProviders.state.built-in': 'built in',
  'adminProviders.state.disabled': 'disabled',
  'adminProviders.state.failed': 'test failed',
  'adminProviders.state.tested': 'tested, not enabled yet',
  'adminProviders.state.broken': 'broken',
  'adminProviders.state.hidden': 'overridden by the settings',
  'adminProviders.state.draft': 'not tested yet',
  'adminUsers.search': 'Name, user name or email address',
  'adminUsers.group': 'Show',
  'adminUsers.group.all': 'All users',
  'adminUsers.group.administrators': 'Administrators',
  'adminUsers.group.disabled': 'Disabled users',
  'adminUsers.group.without-account': 'Users who can’t sign in yet',
  'adminUsers.submit': 'Search',
  'adminUsers.found': 'Users found',
  'adminUsers.administrator': 'administrator',
  'adminUsers.created': 'Created',
  'adminUsers.disabled': 'disabled',
  'adminUsers.emailVerified': '{email} (verified)',
  'adminUsers.emailNotVerified': '{email} (not verified)',
  'adminUsers.incomplete': 'No users found so far. The search is not finished.',
  'adminUsers.none': 'No users found.',
  'adminUsers.continue': 'Continue the search',

  'adminMark.title': 'Picture',
  'adminMark.current': 'The picture of this provider',
  'adminMark.file': 'SVG or PNG file',
  'adminMark.hint':
    'At most 32 KB. It is shown on buttons, 20 pixels high, on light and on dark. An SVG has shapes and gradients only: no scripts, texts, pictures or links.',
  'adminMark.save': 'Save picture',
  'adminMark.remove': 'Remove picture',
  'adminMark.rejected': 'The picture is refused: {problem}.',

  'adminQuestion.disable.title': 'Disable {name}?',
  'adminQuestion.disable.lead':
    'The user is signed out everywhere and can no longer sign in. You can enable the user again, but not bring the sessions back.',
  'adminQuestion.disable.button': 'Disable and sign out everywhere',
  'adminQuestion.end-session.title': 'Sign out one session of {name}?',
  'adminQuestion.end-session.lead':
    'The browser, app or device must sign in again. Other sessions of this user stay.',
  'adminQuestion.end-session.button': 'Sign out',
  'adminQuestion.end-sessions.title': 'Sign {name} out everywhere?',
  'adminQuestion.end-sessions.lead':
    'All browsers, devices and apps of this user are signed out. The user has to sign in again on each of them.',
  'adminQuestion.end-sessions.button': 'Sign out everywhere',
  'adminQuestion.disconnect.title': 'Remove a sign-in method of {name}?',
  'adminQuestion.disconnect.lead':
    'The user can no longer sign in with it, and the sessions that it opened end. The user can connect it again, unless it is the only sign-in method: then only you can let the user in again.',
  'adminQuestion.disconnect.button': 'Disconnect',
  'adminQuestion.free-email.title': 'Free the verified address of {name}?',
  'adminQuestion.free-email.lead':
    'Another account can then verify this address. This user has no verified address until they verify one again, and gets no emails about the account.',
  'adminQuestion.free-email.button': 'Free the verified address',
  'adminQuestion.revoke.title': 'Remove the admin role of {name}?',
  'adminQuestion.revoke.lead':
    'The user can no longer open the administration of this site. Everything else stays as it is.',
  'adminQuestion.revoke.button': 'Remove admin role',
  'adminQuestion.step-down.title': 'Give up your own admin role?',
  'adminQuestion.step-down.lead':
    'You can no longer open these pages, and you cannot undo it yourself: only another administrator can give you the role again.',
  'adminQuestion.step-down.button': 'Give up admin role',
  'adminQuestion.delete.title': 'Delete {name}?',
  'adminQuestion.delete.lead':
    'This deletes the user for good, with the connected accounts, the password, the sessions and the name in the history. It can’t be undone. To keep the data, disable the user instead.',
  'adminQuestion.delete.button': 'Delete this user',
  'adminQuestion.delete-provider.title': 'Delete the provider {name}?',
  'adminQuestion.delete-provider.lead':
    'This deletes all versions of its settings, with the client secret and the reports of its tests. It can’t be undone. To only stop sign-ins, disable the provider instead.',
  'adminQuestion.delete-provider.button': 'Delete this provider',
  'adminQuestion.type': 'To confirm, enter {name}',
  'adminQuestion.keep': 'Go back',
  'adminUser.newTitle': 'Create a user',
  'adminUser.newLead':
    'The user has no password and no connected account at first. The invitation is a link that works once, for seven days: with it the user signs in and chooses how to sign in from then on.',
  'adminUser.emailHelp': 'This site sends no email, so you get the link of the invitation on the next page.',
  'adminUser.emailHelpMail':
    'The invitation is sent there, which also verifies the address. Without an address, you get the link on the next page.',
  'adminUser.language': 'Language of emails',
  'adminUser.languageHelp':
    'The invitation and later emails are in this language, until the user chooses another one or signs in with it.',
  'adminUser.roles': 'Roles',
  'adminUser.createAndInvite': 'Create and invite',
  'adminUser.createOnly': 'Create only',
  'adminUser.allUsers': 'All users',
  'adminUser.linkTitle': 'Invitation for {name}',
  'adminUser.linkLead':
    'Give this link to the user and to no one else: it signs in the person who opens it. It works once, for {days} days, and this page shows it only now.',
  'adminUser.link': 'Link of the invitation',
  'adminUser.linkHelp': 'An earlier link for this user no longer works.',
  'adminUser.backToUser': 'Back to the user',
  'adminUser.create': 'Create a user',
  'adminUser.notInvited': 'The user has no sign-in method yet.',
  'adminUser.inviteMail': 'Send an invitation',
  'adminUser.inviteLink': 'Make an invitation link',
  'adminUser.sendReset': 'Send a link for a new password',
  'adminUser.edit': 'Edit',
  'adminUser.editTitle': 'Edit {name}',
  'adminUser.nameHelp':
    'A sign-in does not change a name that was edited. On the account page, the user can go back to what the provider says.',
  'adminUser.usernameHelp':
    'It can be changed once. The former name stays reserved for this user, because applications may know the user by it.',
  'adminUser.renamedBefore':
    'The user name was changed before, so the only other possible one is {username}.',
  'adminUser.fieldsHelp': 'Text as it is, anything else as JSON. An empty field removes the value.',
  'adminUser.fieldRefused': 'The field “{field}” does not accept this value.',
  'adminUser.save': 'Save',
  'adminUser.active': 'active',
  'adminUser.notSet': 'not set',
  'adminUser.since': 'User since',
  'adminUser.id': 'Identifier',
  'adminUser.listedAdmin':
    'This address is in ADMIN_EMAILS: each sign-in makes this user an administrator. To remove the admin role for good, remove the address there first.',
  'adminUser.self':
    'This is you. Edit your details on {link}. Another administrator, or the command line, can disable you.',
  'adminUser.selfLink': 'your account page',
  'adminUser.enable': 'Enable',
  'adminUser.grant': 'Make administrator',
  'adminUser.hasRole': 'assigned',
  'adminUser.unknownRole': 'The configuration no longer lists this role, so it has no effect.',
  'adminUser.roleFromSignIn': 'Granted by a sign-in. The next sign-in may change it.',
  'adminUser.roleFromAdmin': 'Assigned by an administrator.',
  'adminUser.giveRole': 'Assign',
  'adminUser.takeRole': 'Remove',
  'adminUser.fields': 'Fields of this site',
  'adminUser.accounts': 'Connected accounts',
  'adminUser.onlyMethod': 'This is their only sign-in method. Without it they can’t sign in.',
  'adminUser.accountUsed': '{account}, last used {time}',
  'flash.user-merged': 'The users are merged. You can undo it here for a day.',
  'flash.merge-undone': 'The merge is undone.',
  'errors.merge_refused.title': 'These users can’t be merged',
  'errors.merge_refused.message': 'The two users can’t be merged, or the merge can no longer be undone.',
  'errors.merge_refused.advice':
    'Choose another user than this one and yourself. Both must be enabled. A merge can be undone for a day, until the user is enabled again.',
  'errors.merge_refused.meaning':
    'Two users cannot be merged: they are one user, one of them is disabled, one of them is the administrator who merges, or the merge was undone or is more than a day old.',
  'errors.merge_refused.remedy': 'The `detail` in the log says which. See [admin.md](admin.md#users).',
  'adminMerge.open': 'Merge with another user',
  'adminMerge.title': 'Merge {name} into another user',
  'adminMerge.lead':
    'Two users can be one person, for example after their provider gave them a new identifier. First you see what will happen; nothing is changed yet.',
  'adminMerge.into': 'User name of the user to keep',
  'adminMerge.show': 'Show what will happen',
  'adminMerge.unknown': 'No user has this user name.',
  'adminMerge.plan': 'What will happen',
  'adminMerge.signedOut': '{name} is disabled and signed out everywhere.',
  'adminMerge.account': 'The account at {provider} signs in {into} from then on.',
  'adminMerge.accountNamed': 'The account {account} at {provider} signs in {into} from then on.',
  'adminMerge.noAccounts': 'There are no accounts to move.',
  'adminMerge.password': 'The password can’t be moved. It no longer signs anyone in.',
  'adminMerge.email':
    'The verified address {email} becomes free. {into} gets it with the next sign-in that proves it.',
  'adminMerge.admin': '{into} does not become an administrator.',
  'adminMerge.kept': '{into} keeps their own name, roles and settings.',
  'adminMerge.undoable': 'Nothing is deleted. You can undo it for a day, on the page of the disabled user.',
  'adminMerge.button': 'Merge',
  'adminMerge.merged': 'Merged into {into}. This can be undone until {time}.',
  'adminMerge.undo': 'Undo the merge',
  'adminUser.move': 'Move this account to another user',
  'adminUser.moveLead':
    'From then on, {provider} signs in the user you name here. This user is signed out everywhere.',
  'adminUser.moveSubmit': 'Move',
  'adminUser.noAccounts': 'None. The user can’t sign in.',
  'adminUser.sessionsHidden':
    'Sessions can’t be listed with this session store. You can end all of them at once.',
  'adminUser.noSessions': 'The user is not signed in anywhere.',
  'adminUser.client': 'Browser or device',
  'adminUser.method': 'Signed in with',
  'adminUser.opened': 'Opened',
  'adminUser.lastUsed': 'Last used',
  'adminUser.endSession': 'Sign out',
  'adminUser.signIns': 'Latest sign-ins',
  'adminOverview.counting': 'counting',
  'adminOverview.lastDay': 'Last 24 hours',
  'adminOverview.stillCounting': 'The sign-ins are still being counted. Reload this page in a few seconds.',
  'adminOverview.attentionUnknown':
    'The sign-ins are still being counted, so this page can’t tell yet whether sign-ins with a provider are failing.',
  'adminOverview.results': 'Results',
  'adminOverview.result': 'Result',
  'adminOverview.count': 'Count',
  'adminOverview.noSignIns': 'No sign-ins yet.',
  'adminOverview.failures': 'Latest failures',
  'adminOverview.noFailures': 'None.',
  'adminOverview.noNewFailures': 'None among the newest sign-ins.',
  'adminOverview.weekSignIns': 'Sign-ins in 7 days',
  'adminOverview.weekSuccess': 'Success rate in 7 days',
  'adminOverview.inMonth': '{value} in 30 days',
  'adminOverview.newUsers': '{week} new in 7 days, {month} in 30 days',
  'adminOverview.opened': '{week} opened in 7 days, {month} in 30 days',
  'adminOverview.weekProviders': 'Providers in the last 7 days',
  'adminOverview.providerResult': '{ok} signed in, {failed} failed',
  'adminProviders.email': 'EMAIL_LOGIN turns it on and off',
  'adminOverview.attention': 'Needs attention',
  'adminOverview.ownMistakes': 'People’s own mistakes',
  'adminOverview.ownMistakesNote':
    'In the last 24 hours, such as a wrong password or a cancelled sign-in. They are not counted as failures.',
  'attention.failing': '{failed} of {all} sign-ins with {provider} failed in the last 24 hours.',
  'attention.noReturn':
    'None of the last {attempts} sign-ins sent to {provider} returned. Check that exactly this redirect URI is registered there: {uri}',
  'attention.testFailed': 'The test sign-in of {provider} failed.',
  'attention.mailOff': 'This site cannot send email: users cannot verify an address or reset a password.',
  'attention.keysOld': 'The keys of this site are more than a year old.',
  'attention.keysReadable': 'Other users of the machine can read the keys of this site.',
  'attention.tooManyKeys': 'This site still accepts old keys that it may no longer need.',
  'attention.doctor': 'Doctor, {check}: {message}',
  'attention.doctorMore': {
    one: 'The doctor has found {count} more problem.',
    other: 'The doctor has found {count} more problems.',
  },
  'attention.webhooks': {
    one: '{count} receiver does not accept events.',
    other: '{count} receivers do not accept events.',
  },
  'attention.onlyAdministrator':
    'You are the only administrator. Make another user an administrator as well. If you ever lose access, run “portcullis admin grant EMAIL” on the server.',
  'adminList.time': 'Time',
  'adminList.person': 'Person',
  'adminList.browser': 'Browser',
  'adminList.reference': 'Reference',
  'adminList.from': 'From',
  'adminList.to': 'Until',
  'adminList.newer': 'Newer',
  'adminList.export': 'Export this list:',
  'adminEvents.lead': 'What administrators did, here and on the command line. Kept for one year.',
  'adminEvents.administrator': 'Administrator',
  'adminEvents.action': 'Action',
  'adminEvents.details': 'Details',
  'adminEvents.newestFirst': 'Events, newest first',
  'adminEvents.none': 'No matching events.',
  'adminSignIns.succeededOnly': 'Successful only',
  'adminDoctor.title': 'Doctor',
  'adminDoctor.lead':
    'Checks everything that a sign-in needs: settings, address, proxy, cookies, providers, database, sessions, keys, email and webhooks. It changes nothing and sends no email.',
  'adminDoctor.lastRun': 'Last run: {time}',
  'adminDoctor.neverRun': 'Not run yet',
  'adminDoctor.failures': { one: '{count} failure', other: '{count} failures' },
  'adminDoctor.warnings': { one: '{count} warning', other: '{count} warnings' },
  'adminDoctor.run': 'Run the checks',
  'adminDoctor.note': 'It takes up to half a minute. {command} does the same on the server.',
  'adminDoctor.findings': 'Findings',
  'adminDoctor.level.ok': 'ok',
  'adminDoctor.level.warning': 'warning',
  'adminDoctor.level.failure': 'failure',
  'doctor.check.settings': 'settings',
  'doctor.check.address': 'address',
  'doctor.check.cookies': 'cookies',
  'doctor.check.callbacks': 'callbacks',
  'doctor.check.providers': 'providers',
  'doctor.check.database': 'database',
  'doctor.check.sessions': 'sessions',
  'doctor.check.keys': 'keys',
  'doctor.check.mail': 'email',
  'doctor.check.webhooks': 'webhooks',
  'doctor.noProblems': 'No problems found.',
  'doctor.levelAndCode': '{level}: {code}',
  'doctor.checkOf': '{check} {subject}',
  'doctor.check_timeout.message': 'This check did not end within {seconds} seconds, so it was given up.',
  'doctor.check_timeout.advice': 'Check this part by hand, and run the doctor again.',
  'doctor.check_failed.message': 'This check ended with an unexpected error ({error}).',
  'doctor.check_failed.advice': 'Check this part by hand, and report this error.',
  'doctor.clock_skew.ahead':
    'The clock of {owner} is {seconds} seconds ahead of the clock of this machine, so tokens look expired or not yet valid.',
  'doctor.clock_skew.behind':
    'The clock of {owner} is {seconds} seconds behind the clock of this machine, so tokens look expired or not yet valid.',
  'doctor.clock_skew.serverAhead':
    'The clock of the server is {seconds} seconds ahead of the clock of this machine, so tokens look expired or not yet valid.',
  'doctor.clock_skew.serverBehind':
    'The clock of the server is {seconds} seconds behind the clock of this machine, so tokens look expired or not yet valid.',
  'doctor.clock_skew.advice':
    'Turn on time synchronization (NTP). If several clocks differ by the same amount, the clock of this machine is wrong.',
  'doctor.settings.ok': 'All settings are valid.',
  'doctor.settings_invalid.message': '{problem}',
  'doctor.settings_invalid.advice': 'Fix this setting. The server does not start until then.',
  'doctor.keys_absent.message':
    'There are no keys yet. The first start of the server creates them in {path}.',
  'doctor.keys_absent.advice': 'Start the server once, or set SESSION_KEYS and ENCRYPTION_KEYS.',
  'doctor.address.ok': '{address} reaches the server, and requests arrive unchanged.',
  'doctor.not_production.message':
    'NODE_ENV is not "production", although {address} is not an address of this machine: anyone can sign in with Demo ID.',
  'doctor.not_production.advice': 'Set NODE_ENV=production.',
  'doctor.trust_proxy_too_wide.range':
    'TRUST_PROXY contains {range}, a range so wide that it includes visitors, who could then claim any IP address.',
  'doctor.trust_proxy_too_wide.source':
    'TRUST_PROXY contains {address}, the source of this request, so a visitor there can claim any IP address.',
  'doctor.trust_proxy_too_wide.advice': 'List only the addresses of your proxies.',
  'doctor.address_elsewhere.message':
    '{address} responds (status {status}), but it is not this server, or its SESSION_KEYS differ.',
  'doctor.address_elsewhere.redirect':
    '{address} responds (status {status}, redirecting to {target}), but it is not this server, or its SESSION_KEYS differ.',
  'doctor.address_elsewhere.invalid': 'an invalid address',
  'doctor.address_elsewhere.advice':
    'Check where the proxy forwards BASE_URL, and compare SESSION_KEYS with those of the running server.',
  'doctor.address_unreachable.message':
    'The server is running on {host}, port {port}, but {address} does not reach it: {reason}.',
  'doctor.address_unreachable.advice':
    'Fix BASE_URL, the DNS name, the certificate or the proxy. If only this machine cannot reach the address, run this command elsewhere.',
  'doctor.server_down.proxy':
    'The proxy at {address} responds with status {status}, because no server responds on {host}, port {port}.',
  'doctor.server_down.proxyAdvice':
    'Start the server and run this command again. If it runs on another machine, run this command there.',
  'doctor.server_down.direct':
    'No server responds at {address} or on {host}, port {port}, so the proxy could not be checked.',
  'doctor.server_down.directAdvice': 'Start the server and run this command again.',
  'doctor.forwarded_host_passed.message':
    'The proxy passes on the X-Forwarded-Host header of the visitor, who can set it to any value.',
  'doctor.forwarded_host_passed.advice':
    'Configure the proxy to set X-Forwarded-Host itself, or to remove it.',
  'doctor.unknown_host.message':
    'Requests to {address} arrive with the host {host}, so every page is refused.',
  'doctor.unknown_host.advice':
    'Configure the proxy to pass on the Host header (nginx: proxy_set_header Host $http_host), or fix BASE_URL.',
  'doctor.unknownAddress': 'an unknown address',
  'doctor.proxyAddress': 'the address of the proxy',
  'doctor.trust_proxy_missing.message':
    'Requests come through a proxy at {peer} that is not in TRUST_PROXY, so all visitors share one IP address and one rate limit.',
  'doctor.trust_proxy_missing.advice': 'Set TRUST_PROXY={peer}, if that is your proxy.',
  'doctor.trust_proxy_unused.message':
    'TRUST_PROXY is set, but this request came directly from {peer}, not through a proxy.',
  'doctor.trust_proxy_unused.advice':
    'Ignore this if only this machine bypasses the proxy. Otherwise remove TRUST_PROXY.',
  'doctor.forwarded_for_unreadable.message':
    'X-Forwarded-For contains {value}, which is not an IP address, so all visitors share one IP address and one rate limit.',
  'doctor.forwarded_for_unreadable.advice':
    'Configure the proxy to append the IP address of the visitor to X-Forwarded-For, with or without a port.',
  'doctor.forwarded_proto_http.message':
    'The proxy reports http for this request, although it was sent over https.',
  'doctor.forwarded_proto_http.advice':
    'TLS ends in front of that proxy. Make sure that http is redirected to https there.',
  'doctor.settings_differ.message': 'The running server has a different {setting} than this command.',
  'doctor.settings_differ.advice':
    'Run this command with the environment of the server, or restart the server.',
  'doctor.callback_local.message': 'The redirect URI is {uri}, which only this machine can reach.',
  'doctor.callback_local.advice': 'Set BASE_URL to the public address.',
  'doctor.callbacks.request': 'Reads requests of the proxy. Nothing has to be registered.',
  'doctor.callbacks.accepted': 'The provider accepts {uri}',
  'doctor.callbacks.register': 'This redirect URI must be registered at the provider: {uri}',
  'doctor.authorization_refused.message': 'The provider answers a sign-in with the error {error}.',
  'doctor.authorization_refused.advice':
    'Compare the client ID, the scopes and the registration of this client with what the provider shows.',
  'doctor.callback_refused.message': 'The provider refuses sign-ins with the redirect URI {uri}',
  'doctor.callback_refused.advice':
    'Register exactly this redirect URI at the provider, and check the client ID.',
  'doctor.token_clients_missing.message':
    'Access tokens are accepted from every client of the provider. Any client that may request the audience, and anyone who obtains such a token, can sign in here as its user.',
  'doctor.token_clients_missing.advice': 'List the clients in "tokenClients".',
  'doctor.proxies.ok':
    'Calls to providers go through a proxy: {used}. The proxy, not this server, decides which addresses can be reached.',
  'doctor.proxies.https': 'https through {https}',
  'doctor.proxies.http': 'http through {http}',
  'doctor.proxies.both': 'https through {https}, http through {http}',
  'doctor.proxies.except': '{used}, except {hosts}',
  'doctor.providers.code':
    '{issuer} is defined in code. Its functions were not checked, because only a sign-in calls them.',
  'doctor.providers.oidc': '{issuer} responds and has signing keys.',
  'doctor.providers.oidcWithoutTime':
    '{issuer} responds and has signing keys. It does not say when its users last signed in, so the clock of this site counts when they sign in again.',
  'doctor.providers.oauth2':
    '{issuer} responds. It does not say when its users last signed in, so the clock of this site counts when they sign in again.',
  'doctor.providers.problem': '{issuer}: {problem}.',
  'doctor.provider_misconfigured.advice':
    'Compare the settings of the provider, above all its issuer, with its documentation.',
  'doctor.provider_unavailable.advice':
    'Check that the provider is up and that this machine can reach it (DNS, firewall, proxy).',
  'doctor.definition_unreadable.message': '{problem}',
  'doctor.definition_unreadable.advice': 'Fix it in /admin/providers, or disable it there.',
  'doctor.client_refused.message':
    'The provider does not accept the client ID or the client secret ({reason}).',
  'doctor.client_refused.advice':
    'Copy both from the provider again. If they are right, compare "clientAuthentication" with what the provider expects.',
  'doctor.issuer_changed.message':
    'Accounts of another issuer ({issuers}) are stored under the name {name}, but its issuer is now {issuer}, where the same subjects may be other people.',
  'doctor.issuer_changed.more': { one: '{listed} and {count} more', other: '{listed} and {count} more' },
  'doctor.issuer_changed.advice':
    'If the provider has moved and kept its users, run "{command}". If it is another provider, give it another name.',
  'doctor.subjects_changed.message':
    'The definition of {name} has changed since a server last started with it. {problem}',
  'doctor.subjects_changed.advice':
    'If all people keep their subjects, run "{command}". Otherwise undo the change, or give the provider another name.',
  'doctor.subjects_changed.subject':
    'Accounts are stored under the subject that {source} makes. With another one they would not be found, or would be those of other people.',
  'doctor.subjects_changed.function': 'its function {name}',
  'doctor.subjects_changed.alias':
    '"issuerAliases" may not name {alias} while accounts are stored, because it is not the address of the issuer: tokens of other people could open them.',
  'doctor.subjects_changed.endpoint':
    '{endpoint} may not move to another host while accounts are stored, because that host decides who signs in.',
  'doctor.database.ok': 'The database responds, and its tables match this release.',
  'doctor.database_file_readable.files':
    'Other users of this machine can read {files}, with the password hashes and email addresses of all users.',
  'doctor.database_file_readable.folder':
    'Other users of this machine can replace files in {folder}, where the database is.',
  'doctor.runCommand': 'Run: {command}',
  'doctor.database_absent.message': 'There is no database at {file}.',
  'doctor.database_absent.productionAdvice': 'Fix DATABASE_URL, or run "portcullis migrate".',
  'doctor.database_absent.advice':
    'The first start of the server creates it. If there should already be one, fix DATABASE_URL.',
  'doctor.unavailable.database': '{problem}',
  'doctor.unavailable.databaseAdvice':
    'Check that the database is running and that DATABASE_URL has the right host, name, user and password.',
  'doctor.unavailable.fileAdvice':
    'Check that this user can read and write the file and its folder, and that it is a SQLite database.',
  'doctor.migrations_unknown.message':
    'The database is newer than this release. It has the migrations {migrations}.',
  'doctor.migrations_unknown.advice': 'Start the release that migrated it, or a newer one.',
  'doctor.migrations_failed.message': 'These migrations did not finish: {migrations}.',
  'doctor.migrations_failed.advice':
    'Its statements run in one transaction, so the database has all of them or none. Fix the cause if there is one, and run "portcullis migrate --rolled-back NAME", which runs it again. If that reports that something already exists, the database has all of it: run "portcullis migrate --applied NAME".',
  'doctor.migrations_pending.message': 'The database lacks these migrations: {migrations}.',
  'doctor.migrations_pending.advice': 'Run "npm run migrate" or "portcullis migrate".',
  'doctor.user_field_outdated.message':
    'The value of the field {field} does not fit its schema for {affected} of {users} users, so they have its default.',
  'doctor.user_field_outdated.advice':
    'Let the schema in user.fields accept the old values as well, or change the values with a step.',
  'doctor.user_role_unknown.message':
    'The role {role} of {affected} of {users} users is not listed in user.roles, so it has no effect.',
  'doctor.user_role_unknown.advice':
    'Add the role to user.roles again, or take it from the users at /admin/users.',
  'doctor.sessions.cookies': 'Sessions are stored in cookies.',
  'doctor.sessions.database': 'Sessions are stored in the database.',
  'doctor.sessions.redis': 'Redis responds and does not evict sessions.',
  'doctor.redis_evicts.message':
    'Redis has the maxmemory-policy {policy}: when its memory is full, it deletes sessions and users are signed out.',
  'doctor.redis_evicts.advice': 'Set maxmemory-policy to noeviction or volatile-ttl.',
  'doctor.unavailable.redis': 'Redis, which stores the sessions, does not respond or refuses access.',
  'doctor.unavailable.redisAdvice':
    'Check that Redis is running and that REDIS_URL has the right host, port, user and password.',
  'doctor.cookie_not_secure.message':
    'The cookie {name} is sent over http, where anyone on the network can steal it.',
  'doctor.cookie_not_secure.advice': 'Serve the site over https, and use https in BASE_URL.',
  'doctor.cookie_not_host_bound.name':
    'Other hosts of the same domain can set or read the cookie {name}, because its name does not start with __Host-.',
  'doctor.cookie_not_host_bound.domain':
    'Other hosts of the same domain can set or read the cookie {name}, because it is valid for all of {domain}.',
  'doctor.cookie_not_host_bound.advice':
    'Remove SESSION_COOKIE_NAME, SESSION_COOKIE_DOMAIN and SESSION_COOKIE_PATH, unless other sites of the domain share the session.',
  'doctor.cookie_cross_site.message':
    'The cookie {name} is SameSite=None, so browsers send it with requests from any site.',
  'doctor.cookie_cross_site.advice': 'Set SESSION_COOKIE_SAMESITE=lax, or remove it.',
  'doctor.cookies.ok': '{name}: {flags}.',
  'doctor.cookies.formPost': '{name}: {flags}. This also works for the form_post responses of {providers}.',
  'doctor.keys.ok': 'The keys are valid and decrypt the stored data.',
  'doctor.keys.notSampled': 'The keys are valid. Without the database, the stored data could not be checked.',
  'doctor.key_file_old.message': 'The keys in {path} are {days} days old.',
  'doctor.key_file_old.advice':
    'Add new keys in front of the old ones; see "Rotating keys" in docs/deployment.md.',
  'doctor.key_file_readable.message': 'Other users of this machine can read {path}.',
  'doctor.too_many_keys.message': '{setting} contains {keys} keys, and the server accepts every one of them.',
  'doctor.too_many_keys.advice':
    'Remove the keys that are no longer needed; see "Rotating keys" in docs/deployment.md.',
  'doctor.encrypted.account tokens': 'account tokens',
  'doctor.encrypted.client secret': 'client secret',
  'doctor.encrypted.test report': 'test report',
  'doctor.undecryptable_rows.message':
    '{undecryptable} of {sampled} sampled values ({kind}) cannot be decrypted with any key in ENCRYPTION_KEYS.',
  'doctor.undecryptable_rows.advice':
    'Restore the missing key; "portcullis keys status" shows its ID. If it is lost, users must reconnect their accounts, and the secrets of providers must be entered again.',
  'doctor.old_key_rows.message':
    '{values} values ({kind}) are still encrypted with the older key {key}, number {position} of ENCRYPTION_KEYS.',
  'doctor.old_key_rows.advice':
    'Keep that key until a start of the server, or "portcullis keys reencrypt", has encrypted them again.',
  'doctor.mail.logged': 'Emails are written to the log, because SMTP_URL is not set.',
  'doctor.mail.responds': 'The email server {host} responds. Nothing was sent.',
  'doctor.mail.accepts': 'The email server {host} accepts the user name and the password. Nothing was sent.',
  'doctor.mail_unavailable.passwords':
    'SMTP_URL is not set, so no email can be sent and users cannot register or reset a forgotten password.',
  'doctor.mail_unavailable.addresses':
    'SMTP_URL is not set, so no email can be sent and users cannot verify an email address.',
  'doctor.mail_unavailable.advice': 'Set SMTP_URL and MAIL_FROM, unless this is intended.',
  'doctor.mail_login_refused.message':
    'The email server {host} does not accept the user name and the password of SMTP_URL.',
  'doctor.mail_login_refused.advice':
    'Check both, and percent-encode special characters such as @ and / in them (RFC 3986). Some email servers need a password for applications.',
  'doctor.mail_unreachable.message': 'The email server {host} does not respond correctly ({code}).',
  'doctor.mail_unreachable.noCode': 'no code',
  'doctor.mail_unreachable.advice':
    'Check the host, port and scheme of SMTP_URL, and that this machine can reach the email server.',
  'doctor.webhooks.ok': 'The receiver responds. No event was sent.',
  'doctor.webhook_unreachable.message': 'The receiver cannot be reached: {problem}.',
  'doctor.webhook_unreachable.advice':
    'Check the URL of the webhook, and that this machine can reach it. Events wait for three days.',
  'doctor.webhook_failing.refused': 'The receiver did not accept the latest events.',
  'doctor.webhook_failing.gone': 'The receiver answered 410 Gone.',
  'doctor.webhook_failing.advice':
    'See /admin/webhooks for its responses; "{@webhooks.test}" there tries it again.',
  'because.list': '{first}, {rest}',
  'because.either': '{first} or {rest}',
  'because.sequence': '{first}; {rest}',
  'because.identity.sent': 'the provider sent {claims}',
  'because.identity.noClaims': 'no claims',
  'because.identity.unusual': 'one with an unusual name',
  'because.identity.complete': 'no known claim is missing',
  'because.identity.missing': 'no claim is usable as {names}',
  'because.identity.noEmailPermission':
    'the list of email addresses may not be read, so there is no address; give this application the permission to read email addresses at the provider',
  'because.identity.verified': 'the address is verified',
  'because.identity.unverified': 'the address is not verified',
  'because.claim.email': 'email address',
  'because.claim.preferredUsername': 'user name',
  'because.claim.name': 'name',
  'because.claim.givenName': 'given name',
  'because.claim.familyName': 'family name',
  'because.claim.picture': 'picture',
  'because.terms.none': 'there are no terms',
  'because.terms.connecting': 'connecting an account asks for no terms',
  'because.terms.before': 'terms {version} were accepted before',
  'because.terms.disabled': 'a disabled user is asked nothing',
  'because.terms.now': 'terms {version} are accepted now',
  'because.terms.wanted': 'terms {version} have not been accepted',
  'because.account.linkedBefore': 'the account is linked already',
  'because.account.linked': 'linked as account {account}',
  'because.user.active': 'the user is active',
  'because.user.disabled': 'user {user} is disabled',
  'because.domain.any': 'every domain may sign in',
  'because.domain.listed': 'the domain {domain} is on the list',
  'because.domain.unlisted': 'the domain {domain} is not on the list',
  'because.domain.noEmail': 'the provider sent no email address',
  'because.domain.unverified': 'the provider has not verified the email address',
  'because.claims.present': {
    one: '{count} required claim is present',
    other: '{count} required claims are present',
  },
  'because.claims.missing': 'the provider sent no {claims}',
  'because.claims.required': 'the claim {claim} must say {values}, and is missing',
  'because.claims.different': 'the claim {claim} must say {values}, and says something else',
  'because.username.unneeded': 'no new user is needed',
  'because.username.free': 'the user name is free',
  'because.user.exists': 'the user exists',
  'because.user.created': 'created user {user}',
  'because.link.known': 'the identity is known',
  'because.link.new': 'the identity is new',
  'because.link.closed': 'the identity is new and registration is closed',
  'because.link.password': 'a user has proven this address, and a password never links',
  'because.link.sameProvider': 'another person with this provider has proven this address',
  'because.link.newSameProvider':
    'the identity is new, and another person with this provider has proven the address',
  'because.link.byEmail': 'both sides have proven the address and the provider may link by it',
  'because.link.proof': 'a user has proven this address, and the provider may not link by it',
  'because.link.asked': 'the signed-in user asked for it',
  'because.link.connected': 'it is connected to this user already',
  'because.link.taken': 'the identity is connected to another user',
  'because.account.unknown': 'this identity is new here',
  'because.account.found': 'the account {account} of user {user}',
  'because.account.otherIssuer':
    'the account of this subject is stored under the issuer {stored}, and this sign-in is from {issuer}',
  'because.admin.nothing': 'nothing to grant',
  'because.admin.granted': 'ADMIN_EMAILS makes the user an administrator',
  'because.email.byProvider': 'the provider has verified the address',
  'because.email.byCode': 'a code has proven the address',
  'because.email.unasked': 'no address is asked for',
  'because.email.required': 'the provider requires an address',
  'because.email.none': 'there is no address',
  'because.email.unproven': 'the address is not proven',
  'because.email.wanted': 'the provider wants the address proven',
  'because.email.cannotSend': 'requireVerifiedEmail is on, but no email can be sent: SMTP_URL is not set',
  'because.granted.nothing': 'no step has granted anything new',
  'because.granted.roles': 'kept roles',
  'because.granted.fields': 'kept fields',
  'because.granted.both': 'kept roles and fields',
  'because.account.fresh': 'the new account is already up to date',
  'because.account.updated': 'tokens and extra data are up to date',
  'because.profile.connecting': 'connecting an account changes no details',
  'because.profile.same': 'nothing has changed',
  'because.profile.updated': 'refreshed {fields}',
  'because.email.taken': 'user {user} has proven this address',
  'because.account.refused':
    'the account is known: its claims are up to date, and the sessions that it opened have ended',
  'because.account.own': 'account {account}',
  'because.account.others': '{methods} other sign-in methods remain',
  'because.account.detached': 'the session in use is not tied to this account',
  'because.account.disconnected': 'disconnected, and its sessions ended',
  'because.step.unfinished': 'the step could not finish',
  'because.step.failed': 'the step {step} {problem}',
  'because.step.slow': 'took longer than {seconds} s',
  'because.step.statement': 'ran a statement that failed',
  'because.step.threw': 'threw an error',
  'because.step.noResult': 'returned neither proceed(reason, facts) nor ask(question)',
  'because.step.reservedFact': 'must not give the fact {fact}',
  'because.step.badFact': 'gave an unusable fact {fact}: {problem}',
  'because.step.late': 'grants something after saveGranted, so it would not be kept',
  'because.step.unknownRole': 'gave the role {role}, which the configuration does not list',
  'because.step.badFields': 'gave unusable fields: {problem}',
  'because.step.takenName': 'chose the user name {username}, which is taken',
  'because.step.unknownUser': 'gave a user who does not exist',
  'because.step.lacksFact': 'lacks the fact {fact}',
  'because.step.lastLacksFact': 'is the last one, and lacks the fact {fact}',
  'because.step.badQuestion': 'asked an unusable question',
  'because.step.badQuestionPart': 'asked an unusable question: {part}: {problem}',
  'because.step.cannotAsk': 'asked a question, which it cannot do here',
  'because.logout.channel': '{channel} channel of {provider}: {sessions} sessions known to have ended',
  'because.logout.problem': '{code}: {problem}',
  'because.logout.unknown': 'no more is known',
  'because.paused': 'the sign-in waits for an answer ({question}): {reason}',
  'because.removed.account': 'the account was removed in the meantime',
  'because.removed.sessions': 'all sessions of the user were ended in the meantime',
  'because.removed.password': 'the password was removed in the meantime',
  'because.removed.disconnected': 'it was disconnected in the meantime',
  'because.noSuchAccount': 'the user has no such account',
  'because.onlyAccount': 'no other usable account',
  'because.noUser': 'no user and none to create',
  'because.revoked.revoked': 'revoked',
  'because.revoked.nothing_to_revoke': 'nothing to revoke',
  'because.revoked.not_offered': 'not offered',
  'because.revoked.failed': 'failed',
  'because.colon': ':',
  'network.unknown': 'an unknown failure',
  'network.failed': 'the call failed',
  'network.failedCode': 'the call failed ({code})',
  'network.failedMeaning': 'the call failed ({code}: {meaning})',
  'network.refused': 'no server listens on that port',
  'network.closed': 'the server closed the connection',
  'network.silent': 'there is no response from that address',
  'network.noRoute': 'there is no route to that address',
  'network.unknownHost': 'this host name does not exist',
  'network.unresolved': 'the host name could not be resolved',
  'network.noTls': 'the server does not use TLS; perhaps the URL starts with http',
  'network.expired': 'its certificate has expired',
  'network.notYetValid': 'its certificate is not valid yet',
  'network.otherHost': 'its certificate is for another host',
  'network.selfSigned': 'its certificate is self-signed; NODE_EXTRA_CA_CERTS can name a file with it',
  'network.untrusted':
    'its certificate is from an authority that is not trusted here; NODE_EXTRA_CA_CERTS can name a file with its certificate',
  'network.noIntermediate': 'an intermediate certificate is missing',
  'network.tooManyCodings': 'the response has too many content codings',
  'network.unknownCoding': 'the content coding is not one of {codings}',
  'network.tooLarge': 'the response is larger than {bytes} bytes',
  'network.damaged': 'the compressed response is damaged',
  'network.timeout': 'no complete response within {time} ms',
  'network.notSent': 'the request could not be made',
  'network.proxyRefused': 'the proxy refused the connection with status {status}',
  'network.proxyTimeout': 'the proxy did not connect within {time} ms',
  'network.proxyUnreachable': 'the proxy cannot be reached',
  'network.proxyUnreachableCode': 'the proxy cannot be reached ({code})',
  'network.noAddress': '{host} has no address',
  'network.resolvesToPrivate':
    '{host} resolves to an address that is not public; if it belongs to your own network, add it to ALLOWED_PRIVATE_NETWORKS',
  'network.private':
    '{host} is not a public address; if it belongs to your own network, add it to ALLOWED_PRIVATE_NETWORKS',
  'network.notUrl': 'this is not a URL',
  'network.scheme': '{scheme} URLs are not allowed',
  'network.urlUser': 'a URL with a user name is not allowed',
  'network.gaveUp': 'the caller gave up',
  'network.notHttp': 'the response is not valid HTTP',
  'network.closedEarly': 'the connection was closed without a response',
  'network.stale': 'a kept-alive connection was closed',
  'network.signInEnded': 'the sign-in has ended',
  'network.tooManyCalls': 'one function made more than {calls} calls',
  'detail.labelled': '{label}: {problem}',
  'detail.appended': '{first}{second}',
  'detail.of.metadata': 'the metadata',
  'detail.of.idToken': 'the ID Token',
  'detail.of.accessToken': 'the access token',
  'detail.of.logoutToken': 'the logout token',
  'detail.of.signingKeys': 'the signing keys',
  'detail.of.introspection': 'the introspection response',
  'detail.of.userInfo': 'the UserInfo response',
  'detail.of.tokenRequest': 'the token request',
  'detail.of.tokenExchange': 'the token exchange',
  'detail.of.authorizationRequest': 'the authorization request',
  'detail.of.logoutRequest': 'the logout request',
  'detail.of.check': 'the check',
  'detail.of.callback': 'the callback',
  'detail.of.refresh': 'the refresh',
  'detail.of.revocation': 'the revocation',
  'detail.of.profile': 'the profile',
  'detail.of.emails': 'the email addresses',
  'detail.of.document': 'the document',
  'detail.of.function': '{name} of backend {backend}',
  'detail.of.signIn': 'the sign-in',
  'detail.status': 'status {status}{words}',
  'detail.statusClient':
    'status {status}: the client ID, the client secret or "clientAuthentication" is wrong',
  'detail.error': 'error {error}{words}',
  'detail.errorClient':
    'error {error}: the client ID, the client secret or "clientAuthentication" is wrong{words}',
  'detail.wordsError': ', error {error}{words}',
  'detail.unknownCode': 'an error code of unknown form',
  'detail.described': ': "{words}"',
  'detail.describedAt': ': "{words}" ({uri})',
  'detail.leadsTo': ', which leads to {address}',
  'detail.notJson': 'not JSON',
  'detail.notJsonType': 'the response does not have the content type of JSON',
  'detail.unusual': 'unexpected: {words}',
  'detail.thrownOther': 'something other than an error was thrown',
  'detail.forbiddenClaim': '{claim} must not be returned, because only the provider can say it',
  'detail.proxy.untrusted':
    'the request did not come from an address in TRUST_PROXY, so its headers were not read',
  'detail.proxy.noUser': 'no user found in the request',
  'detail.missing': 'missing',
  'detail.notText': 'not a string',
  'detail.neither': '{first} nor {rest}',
  'detail.noValid': 'no valid {members}',
  'detail.notObject': 'not an object',
  'detail.itNotObject': 'it is not an object',
  'detail.notKeySet': 'not a JWK Set',
  'detail.notList': 'not a list of addresses',
  'detail.token.long': 'it is too long',
  'detail.token.parts': 'it is not a signed token of three parts',
  'detail.token.algorithm':
    'it is signed with {used}, but must be signed with {algorithms} ("idTokenAlgorithm")',
  'detail.token.type': 'typ is {type}, which is another type of token',
  'detail.token.extensions': 'it requires extensions that are not supported',
  'detail.token.noKey': 'none of the signing keys of the provider fits its header',
  'detail.token.signature': 'its signature is not valid',
  'detail.token.badKey': 'the key that it names {problem}, and no other key has signed it',
  'detail.key.short': 'has only {bits} bits, but must have {least} or more',
  'detail.key.unreadable': 'is not readable',
  'detail.token.secret': 'it is signed with a secret, which "idTokenAlgorithm" does not allow',
  'detail.token.otherSecret': 'its signature is not valid: it was made with another client secret',
  'detail.token.claims': 'its claims are not a JSON object',
  'detail.token.encrypted':
    'it is encrypted; add the private key as "decryptionKey", or turn encryption off at the provider',
  'detail.token.encryption': 'it is encrypted with {used}; supported are {supported}',
  'detail.token.and': '{first} and {rest}',
  'detail.token.compressed': 'it is compressed',
  'detail.token.decryption': '"decryptionKey" does not decrypt it; the provider may use an earlier key',
  'detail.token.nonce': 'it has a nonce, but none was sent, so it belongs to another sign-in',
  'detail.claim.missing': '{claim} is missing',
  'detail.claim.number': '{claim} is not a number',
  'detail.claim.text': '{claim} is not a string',
  'detail.claim.needed': '{claim} is missing, but "subjectClaims" needs it',
  'detail.claim.slash': '{claim} contains a slash',
  'detail.claim.length': '{claim} is not a string of 1 to 255 characters',
  'detail.claim.empty': '{claim} is empty',
  'detail.claim.characters': '{claim} contains control characters or invalid Unicode',
  'detail.claim.audience': 'aud is {audience}, not {expected}',
  'detail.claim.otherAudiences': 'a list of others',
  'detail.claim.future':
    '{claim} is {seconds} seconds in the future: the clocks of this server and of the provider differ; correct them, or raise "clockTolerance"',
  'detail.claim.expired':
    'exp was {seconds} seconds ago; the token has expired, or the clocks of this server and of the provider differ; correct them, or raise "clockTolerance"',
  'detail.claim.old':
    'iat was {seconds} seconds ago; the token is too old, or the clocks of this server and of the provider differ; correct them, or raise "clockTolerance"',
  'detail.claim.azp': 'azp is {client}, which is another client',
  'detail.claim.azpMissing':
    'aud has several audiences, and azp, which names the client it was issued to, is missing',
  'detail.claim.atHash': 'at_hash does not match the access token',
  'detail.claim.authTimeFuture': 'auth_time is in the future',
  'detail.claim.signInOld': 'the sign-in at the provider is too old',
  'detail.claim.nonce': 'nonce is not the one that was sent',
  'detail.claim.issuer': 'iss is {issuer}, not {expected}',
  'detail.claim.issuers': 'iss is {issuer}, which is neither {expected}',
  'detail.claim.tenantMissing': 'tid is missing, so the tenant is unknown',
  'detail.claim.tenant': 'tid is not a tenant ID',
  'detail.claim.tenantIssuer': 'iss is {issuer}, but with this tid it must be {expected}',
  'detail.claim.tenantRefused': '{label}: tid is {tenant}, which is not in "allowedTenants"',
  'detail.claim.keyIssuer': 'signed with a key of the issuer {key}, not of {issuer}',
  'detail.claim.otherUser': 'sub is not that of the token, so it belongs to another user',
  'detail.claim.identifier': '{claim} is not a valid identifier',
  'detail.claim.missingWords': '{claim} is missing{words}',
  'detail.callback.repeated': 'a parameter appears more than once',
  'detail.callback.state': 'the state is missing or wrong',
  'detail.callback.issuer': 'iss is {issuer}, which is another issuer',
  'detail.callback.both': 'it has both a code and an error',
  'detail.callback.noCode': 'no code',
  'detail.callback.longCode': 'the code is too long',
  'detail.callback.noIssuer': 'iss is missing, although the metadata promise it',
  'detail.callback.otherTenant': 'iss names another tenant than the ID Token',
  'detail.userInfo.type': 'its content type is neither JSON nor application/jwt',
  'detail.userInfo.ownApi':
    '; if the access token is meant for an API of its own, as it can be at Microsoft and ADFS, set "userInfo": "never"',
  'detail.metadata.invalid': 'not valid: {members}',
  'detail.metadata.http': '{name} ({value}, which does not start with https)',
  'detail.metadata.noIssuer': 'they name no issuer',
  'detail.metadata.noSecretMethod':
    'they list no method with a client secret, only {methods}; set "clientAuthentication" to the right one',
  'detail.metadata.keyAlgorithms': 'they list none of the algorithms of "clientKey" ({algorithms})',
  'detail.metadata.introspection': 'introspection_endpoint is missing, but "introspection" needs it',
  'detail.metadata.emailVerified':
    'they do not list the claim email_verified, so "allowedDomains" would reject every user; add "emailVerified"',
  'detail.metadata.signedRequests': 'they require signed request objects, which are not supported',
  'detail.metadata.noAsymmetric': 'they list no asymmetric algorithm for ID Tokens',
  'detail.reauthentication.noTime': 'the ID Token has no auth_time, although max_age was sent',
  'detail.reauthentication.old':
    'the provider has not asked the user again: they authenticated {seconds} seconds ago',
  'detail.logout.nonce': 'it has a nonce, which logout tokens do not have',
  'detail.logout.events': 'events does not name a back-channel logout',
  'detail.logout.unusable': '{claim} is not a usable text',
  'detail.logout.nobody': 'it has neither sub nor sid',
  'detail.logout.old': 'exp is missing, and iat is more than two minutes ago',
  'detail.logout.issuer': 'iss names another issuer',
  'detail.token.header': 'its header is not readable',
  'detail.metadata.pushNeeded':
    'pushed_authorization_request_endpoint is missing or not valid, but "pushedAuthorization" needs it',
  'detail.metadata.pushRequired':
    'pushed_authorization_request_endpoint is missing or not valid, but they require pushed requests',
  'detail.metadata.placeholder':
    'their issuer {issuer} has a placeholder in braces; write it as "issuerTemplate", and add "allowedTenants"',
  'detail.metadata.slash':
    'they name the issuer {issuer}, which is not exactly "{field}": they differ in a slash at the end',
  'detail.metadata.issuer': 'they name the issuer {issuer}, which is not exactly "{field}", {expected}',
  'detail.token.otherClient': 'it was issued to the client {client}; "tokenClients" lists other clients',
  'detail.token.noClient': 'no claim names its client; "tokenClients" lists other clients',
  'detail.token.inactive': 'the token is not active',
  'detail.token.notForSite': 'nothing proves that the token was issued for this site',
  'detail.token.kind': '{claim} names another kind of token',
  'detail.token.bound': 'it is bound to a key, so it is not a bearer token',
  'detail.token.program': 'it belongs to a program, not to a user',
  'detail.attempt.key': 'the encryption key of this attempt is gone',
  'detail.attempt.unknown': 'no attempt has this state',
  'detail.attempt.otherBackend': 'started for {provider}, answered at {other}',
  'detail.attempt.used': 'the answer was used before',
  'detail.attempt.expired': 'the attempt has expired',
  'detail.attempt.received': 'an answer was received before',
  'detail.attempt.noCookie': 'the request has no browser cookie, or one that no key in SESSION_KEYS verifies',
  'detail.attempt.otherBrowser': 'another browser started it',
  'detail.attempt.noProvider': 'the provider of this attempt no longer exists',
  'detail.attempt.disabled': '{provider} was disabled',
  'detail.attempt.otherIssuer': '{provider} now has another issuer',
  'detail.attempt.removed': 'the provider was removed from the settings',
  'detail.callback.form': 'a form_post response with a query',
  'detail.callback.states': 'no state, or more than one',
  'detail.callback.userGone': 'the user who started the sign-in is no longer signed in',
  'detail.callback.noAddress': 'the callback proves no address for this attempt',
  'detail.callback.unasked':
    'the provider answered sign-ins of this site without their state, several times in a row',
  'detail.silentOff': '{provider} is not "silentSignIn": true',
  'detail.hashing': '{waiting} passwords are waiting to be hashed',
  'detail.notFinished': 'not finished within {timeout} ms',
  'detail.limit': 'more than {max} in {seconds} s: {limit}',
  'detail.password.noUser': 'no user has this name',
  'detail.password.none': 'user {user} has no password',
  'detail.password.wrong': 'wrong password for user {user}',
  'detail.password.missing': 'user name or password is missing',
  'detail.password.noCurrent': 'no current password',
  'detail.password.otherUser': 'it is the password of another user',
  'detail.password.changed': 'the password was changed in the meantime',
  'detail.partial.unknown': 'no paused sign-in has this token',
  'detail.partial.key': 'the encryption key of this paused sign-in is gone',
  'detail.partial.otherRelease': 'another release of this program paused it',
  'detail.partial.used': 'another request was faster, or it was discarded',
  'detail.partial.finished': 'it led to a session before',
  'detail.partial.expired': 'it waited too long',
  'detail.partial.malformed': 'the token is malformed',
  'detail.partial.userGone': 'the user of the paused sign-in is no longer signed in',
  'detail.partial.noProof': 'no proof, or the proof of another browser or sign-in',
  'detail.link.otherBrowser': 'the link was opened in another browser',
  'detail.link.noButton': 'the page has no such button',
  'detail.link.incomplete': 'the link is incomplete',
  'detail.link.otherAddress': 'the sign-in asks for another address now',
  'detail.link.noProof': 'no proof, or the proof of another browser or link',
  'detail.address.notOne': 'not exactly one plain address',
  'detail.code.otherSignIn': 'the code is for another sign-in or address',
  'detail.code.missing': 'no code',
  'detail.code.lastAttempt': 'that was the last attempt',
  'detail.code.noUser': 'no user had this address',
  'detail.code.notRequested': 'the page was opened without requesting a code',
  'detail.mailOff': 'SMTP_URL is not set',
  'detail.session.ended': 'the session ended in the meantime',
  'detail.session.disconnected': 'the account was disconnected in the meantime',
  'detail.session.userDeleted': 'the user was deleted in the meantime',
  'detail.token.scope': 'the scope {scopes} is missing',
  'detail.exchange.opaque': 'no provider accepts opaque tokens',
  'detail.exchange.issuer': 'no provider exchanges tokens of its issuer',
  'detail.exchange.noProvider': 'no provider exchanges tokens',
  'detail.exchange.ambiguous': 'the token could belong to {providers}',
  'detail.exchange.noToken': 'no bearer token was sent',
  'detail.exchange.malformed': 'the bearer token is malformed',
  'detail.exchange.headers': '{headers} Authorization headers',
  'detail.device.unknownCode': 'no device shows this user code',
  'detail.device.decided': 'it was decided before',
  'detail.device.disconnected': 'the account that opened the session was disconnected',
  'detail.token.notJwt': 'not a JWT',
  'detail.token.otherUser': 'it belongs to another user',
  'detail.token.session': 'it is a session token of this site',
  'detail.token.sid': 'sid is of another sub',
  'adminMails.title': 'Emails',
  'adminMails.lead': 'The emails that this site sends, as their recipients see them.',
  'adminMails.sample': 'A sample: its code and its links don’t work.',
  'adminMails.html': 'Email',
  'adminMails.text': 'Plain text',
  'adminMails.send': 'Send it to {address}',
  'adminMails.sendNote':
    'It is sent in the same way as all emails of this site. During development, without SMTP_URL, it is written to the log.',
  'adminMails.registrationCode': 'Code to create an account',
  'adminMails.alreadyRegistered': 'Attempt to create an account with a known address',
  'adminMails.signInCode': 'Code to sign in',
  'adminMails.continueCode': 'Code to confirm an address during a sign-in',
  'adminMails.newSignIn': 'Sign-in with a new browser',
  'adminMails.accessChanged': 'Changed sign-in methods',
  'adminMails.resetCode': 'Code for a new password',
  'adminMails.passwordReset': 'Password was reset',
  'adminMails.emailCode': 'Code for a new email address',
  'adminMails.emailChangeRequested': 'Email address is about to change',
  'adminMails.emailChanged': 'Email address was changed',
  'adminMails.usernameChanged': 'User name was changed',
  'adminMails.usernameChangedByAdministrator': 'User name was changed by an administrator',
  'adminMails.invitation': 'Invitation',
  'adminMails.passwordLink': 'Link for a new password, sent by an administrator',
  'adminMails.accountDeleted': 'Account was deleted',
  'adminSettings.title': 'Settings',
  'adminSettings.lead':
    'The settings as this process read them at its start. To change one, edit its source and restart the server. Providers have their own pages.',
  'adminSettings.name': 'Setting',
  'adminSettings.value': 'Value',
  'adminSettings.source': 'Source',
  'adminSettings.notSet': 'not set',
  'adminSettings.secret': 'set (secret)',
  'adminSettings.from.environment': 'environment',
  'adminSettings.from.file': 'file named by the environment',
  'adminSettings.from.configuration': 'configuration file',
  'adminSettings.from.default': 'default',

  'adminSignIns.notFound':
    'No sign-in found for {reference}. It may have been deleted since. Other requests are in the server log, under the same reference.',
  'adminSignIns.noReference':
    '{text} is not a reference. A reference has eight letters and digits, such as K7QM2XHD.',
  'adminSignIns.reference': 'Reference from the error page',
  'adminSignIns.find': 'Find',
  'adminSessions.kind': 'Kind',
  'adminSessions.kind.browser': 'Browser',
  'adminSessions.kind.bearer': 'App',
  'adminSessions.kind.device': 'Device',
  'adminSessions.none':
    'Sessions are kept in cookies (SESSION_STORE=cookie), so they can’t be listed. To sign a user out everywhere, open the page of that user.',
  'adminSessions.byUser': 'Sessions are kept in Redis, which can only list those of one user.',
  'adminSessions.noMatch': 'No session matches.',
  'adminSessions.enterUser': 'Enter a user name to see the sessions of that user.',
  'adminSignIns.any': 'Any',
  'adminSignIns.code': 'Error code',
  'adminSignIns.failedOnly': 'Failed only',
  'adminSignIns.apply': 'Apply',
  'adminSignIns.unfinished': 'Started but not finished',
  'adminSignIns.unfinishedNote':
    'The user may have given up. Many of these for one provider mean that the provider shows an error, usually because the redirect URI is not registered there.',
  'adminSignIns.started': '{provider}, started {time}',
  'adminSignIns.startedExpired': '{provider}, started {time}, expired',
  'adminSignIns.newestFirst': 'Sign-ins, newest first',
  'adminSignIns.incomplete': 'No matching sign-ins found so far. The search is not finished.',
  'adminSignIns.none': 'No matching sign-ins.',
  'adminSignIns.searchOlder': 'Search older sign-ins',
  'adminSignIns.older': 'Older',

  'adminAction.sessions.ended': 'signed out all users',
  'adminAction.users.imported': 'imported users',
  'adminAction.doctor.run': 'ran the doctor',
  'adminAction.provider.added': 'added the provider {target}',
  'adminAction.provider.changed': 'changed the provider {target}',
  'adminAction.provider.tested': 'tested the provider {target}',
  'adminAction.provider.enabled': 'enabled the provider {target}',
  'adminAction.provider.disabled': 'disabled the provider {target}',
  'adminAction.provider.rolled-back': 'went back to an earlier version of the provider {target}',
  'adminAction.provider.deleted': 'deleted the provider {target}',
  'adminAction.provider.version-discarded': 'discarded a version of the provider {target}',
  'adminAction.provider.mark-saved': 'gave the provider {target} a picture',
  'adminAction.provider.mark-removed': 'removed the picture of the provider {target}',
  'adminAction.provider.change-accepted': 'accepted the changed definition of {target}',
  'adminAction.provider.accounts-moved': 'moved the accounts of {target} to another issuer',
  'adminAction.user.deleted': 'deleted the user {target}',
  'adminAction.user.created': 'created the user {target}',
  'adminAction.user.edited': 'edited {target}',
  'adminAction.user.invited': 'invited {target}',
  'adminAction.user.invitation-accepted': 'accepted the invitation of {target}',
  'adminAction.user.reset-sent': 'sent {target} a link for a new password',
  'adminAction.user.disabled': 'disabled {target}',
  'adminAction.user.enabled': 'enabled {target}',
  'adminAction.user.sessions-ended': 'ended sessions of {target}',
  'adminAction.user.account-disconnected': 'disconnected an account of {target}',
  'adminAction.user.account-moved': 'moved an account of {target} to another user',
  'adminAction.user.merged': 'merged {target} into another user',
  'adminAction.user.merge-undone': 'undid the merge of {target}',
  'adminAction.user.email-freed': 'freed the verified address of {target}',
  'adminAction.user.role-given': 'assigned a role to {target}',
  'adminAction.user.role-taken': 'removed a role from {target}',
  'adminAction.admin.granted': 'made {target} an administrator',
  'adminAction.admin.setup-resumed': 'signed in {target} again, who had no other way yet',
  'adminAction.admin.revoked': 'removed the admin role of {target}',
  'adminAction.other': '{kind} {target}',
  'adminEvents.actor.deleted': 'a deleted user',
  'adminEvents.targetAt': '{user} at {provider}',
  'adminEvents.actor.command-line': 'command line',
  'adminEvents.actor.program': 'the program',
  'adminEvents.actor.setup-link': 'setup link',
  'adminEvents.actor.unknown': 'unknown',
  'adminEvents.detail.passed': 'passed',
  'adminEvents.detail.failed': 'failed',
  'adminEvents.detail.version': 'version {value}',
  'adminEvents.detail.fromVersion': 'from version {value}',
  'adminEvents.detail.from': 'from {value}',
  'adminEvents.detail.to': 'to {value}',
  'adminEvents.detail.into': 'into {value}',
  'adminEvents.detail.oneSession': 'one session',
  'adminEvents.detail.changed': 'changed {value}',
  'adminEvents.detail.role': 'role {value}',
  'adminEvents.detail.roles': 'roles {value}',
  'adminEvents.detail.issuer': 'issuer {value}',
  'adminEvents.detail.code': 'code {value}',
  'adminEvents.detail.byLink': 'by link',
  'adminEvents.detail.byEmail': 'by email',
  'adminEvents.detail.reason': 'reason: {value}',
  'adminEvents.detail.addressFreed': 'address freed',
  'adminEvents.detail.accounts': { one: '{count} account', other: '{count} accounts' },
  'adminEvents.detail.users': { one: '{count} user', other: '{count} users' },
  'signInKind.signed-in': 'Signed in',
  'signInKind.connected': 'Connected an account',
  'signInKind.halted': 'Paused for a question',
  'signInKind.device-approved': 'Approved a device',
  'signInKind.device-denied': 'Denied a device',
  'signInKind.logout-refused': 'Refused a logout token',
  'signInKind.began-badly': 'Could not start',
  'signInKind.refused': 'Refused',
  'signInKind.failed': 'Failed',

  'markProblem.empty': 'it is empty',
  'markProblem.tooLarge': 'it is larger than 32 KB',
  'markProblem.unknownType': 'it is neither SVG nor PNG',
  'markProblem.notAFile': 'it is not a file',
  'markProblem.unreadable': 'the file cannot be read',
  'markProblem.pngCutOff': 'the PNG is cut off',
  'markProblem.pngDamaged': 'the PNG is damaged',
  'markProblem.pngSides': 'the PNG is not {min} to {max} pixels wide and high',
  'markProblem.svgStart': 'it does not start with {element}',
  'markProblem.svgEnd': 'something follows the end of {element}',
  'markProblem.svgNotClosed': '{element} is not closed',
  'markProblem.svgDoctype': 'it has a doctype, an entity, a CDATA section or an instruction',
  'markProblem.svgText': 'it has text outside of a title',
  'markProblem.svgElement': 'it has the element {element}',
  'markProblem.svgNested': 'it has an {element} in another',
  'markProblem.svgTooMany': 'it has too many elements',
  'markProblem.svgMalformed': '{element} is malformed',
  'markProblem.svgAttributeTwice': '{element} has the attribute {attribute} twice',
  'markProblem.svgNamespace': 'it has another namespace than SVG',
  'markProblem.svgAttribute': '{element} has the attribute {attribute}',
  'markProblem.svgSize': '{element} has neither a viewBox nor a width and a height',
  'markProblem.svgCloses': '{element} closes another element',
  'markProblem.svgStyleMalformed': 'it has a malformed style',
  'markProblem.svgStyle': 'it has the style {style}',
  'markProblem.svgValue': 'the attribute {attribute} has a value that no drawing needs',

  'adminProvider.enabled': 'Enabled',
  'adminProvider.usable': 'People can sign in with it on the sign-in page, or directly at {url}.',
  'adminProvider.builtIn': 'It is the built-in test provider, which is not available in production.',
  'adminProvider.configured':
    'It can’t be changed here: edit it in BACKENDS_FILE, the environment or the configuration in code.',
  'adminProvider.accounts': {
    one: '{count} account is connected to users through it.',
    other: '{count} accounts are connected to users through it.',
  },
  'adminProvider.test': 'Test sign-in',
  'adminProvider.testAgain': 'Test sign-in again',
  'adminProvider.testNote':
    'You sign in at the provider as yourself, and see here what would happen. Nothing is saved, and you stay signed in as you are.',
  'adminProvider.addresses': 'Addresses to register at the provider',
  'adminProvider.hidden':
    'The settings of this site also define a provider named {name}, and the settings take precedence. This one has no effect until you remove the other from BACKENDS_FILE or the environment.',
  'adminProvider.broken':
    'The stored settings of this provider are not valid, so people can’t sign in with it. Edit it, test it, and enable the new version.',
  'adminProvider.next': 'Next step',
  'adminProvider.tested':
    'Version {version} has passed its test sign-in. When you enable it, it appears on the sign-in page of every process within two seconds.',
  'adminProvider.finishOld': 'Sign-ins that started with version {version} finish with that version.',
  'adminProvider.untested':
    'Register the addresses below at the provider, then make a test sign-in: you sign in there as yourself, and see here what would happen. Only the report is saved, and you stay signed in as you are.',
  'adminProvider.untestedNote':
    'If the provider shows an error instead of sending you back, the usual cause is a redirect URI that is not registered there exactly as below.',
  'adminProvider.enableVersion': 'Enable version {version}',
  'adminProvider.edit': 'Edit',
  'adminProvider.disable': 'Disable',
  'adminProvider.settingsOf': 'Settings of version {version}',
  'adminProvider.versions': 'Versions',
  'adminProvider.versionsLead': 'You can go back to any tested version.',
  'adminProvider.createdTested': 'Created {time} by {name}; tested {tested}',
  'adminProvider.createdFailed': 'Created {time} by {name}; its test failed',
  'adminProvider.createdUntested': 'Created {time} by {name}; not tested',
  'adminProvider.goBack': 'Go back to version {version}',
  'adminProvider.testVersion': 'Test version {version}',
  'adminProvider.editCopy': 'Edit a copy',
  'adminProvider.discard': 'Discard version {version}',
  'adminProvider.cannotDelete': {
    one: '{count} account is connected to users through it, so it can’t be deleted: they would lose a sign-in method. Disable it instead; you can enable it again later.',
    other:
      '{count} accounts are connected to users through it, so it can’t be deleted: they would lose a sign-in method. Disable it instead; you can enable it again later.',
  },
  'adminProvider.canDelete':
    'No user has an account with this provider. Deleting it deletes all its versions and can’t be undone.',
  'adminProvider.lost': 'A test sign-in has not returned',
  'adminProvider.lostLead':
    'It was started {time}. Did the provider show an error? The usual cause is a redirect URI that is not registered there. Register exactly this one, and test again:',
  'adminProvider.lostTrace': 'Trace of this test',
  'adminProvider.copy': 'Copy',
  'adminProvider.copied': 'Copied',
  'adminProvider.copyKeys': 'Press Ctrl+C',
  'adminProviderNew.title': 'Add {label}',
  'adminProviderNew.other': 'Another provider',
  'adminProviderNew.byUrl': 'Add by URL',
  'adminProviderNew.byUrlLead':
    'Every OpenID Connect provider has an issuer URL. You find it in the provider’s documentation or settings, often under “OpenID Connect”, “discovery” or “well-known”. We look up the rest.',
  'adminProviderNew.issuerHelp': 'A URL that ends in /.well-known/openid-configuration works too.',
  'adminProviderNew.pick': 'Or pick a provider',
  'adminProviderNew.pickLead':
    'Most settings are filled in for you. You usually need only a client ID and a client secret from the provider.',
  'adminProviderNew.oauth2': 'Or add an OAuth 2 provider',
  'adminProviderNew.oauth2Lead':
    'For a provider with OAuth 2 but without OpenID Connect. Its documentation names an authorization endpoint, a token endpoint, and an endpoint of its API that returns the profile of the person.',
  'adminProviderNew.enterEndpoints': 'Enter the endpoints',
  'adminProviderForm.edit': 'Edit {label}',
  'adminProviderForm.addOAuth2': 'Add an OAuth 2 provider',
  'adminProviderForm.found': 'Found',
  'adminProviderForm.foundLead':
    'The provider responds, and its signing keys are valid. These are its settings.',
  'adminProviderForm.quirks': 'Good to know',
  'adminProviderForm.stepName': '1. Name',
  'adminProviderForm.stepEndpoints': '1. Name and endpoints',
  'adminProviderForm.nameAndEndpoints': 'Name and endpoints',
  'adminProviderForm.stepRegister': '2. Register this site at the provider',
  'adminProviderForm.registerLead':
    'On the provider’s page for applications or clients, create a new “web application” and enter these addresses. They contain the name above.',
  'adminProviderForm.stepCredentials': '3. Enter the credentials from the provider',
  'adminProviderForm.settings': 'Settings',
  'adminProviderForm.more': 'More settings',
  'adminProviderForm.saveVersion': 'Save as a new version',
  'adminProviderForm.save': 'Save',
  'adminProviderForm.versionNote':
    'An enabled version stays in use until you test the new one and enable it.',
  'adminProviderForm.saveNote': 'Not visible to users yet. Next, test it.',
  'adminProviderForm.issuer': 'Issuer URL',
  'adminProviderForm.issuerHelp': 'Exactly as the provider writes it.',
  'adminProviderForm.nameHelp':
    'Used in URLs. Can’t be changed later. Lower-case letters, digits and hyphens.',
  'adminReport.title': 'Test sign-in',
  'adminReport.titleOf': 'Test sign-in of version {version}',
  'adminReport.passed': 'passed',
  'adminReport.failed': 'failed',
  'adminReport.by': 'By {name}, {time}; reference {reference}.',
  'adminReport.byCode': 'By {name}, {time}; reference {reference}, code {code}.',
  'adminReport.dryRun': 'This was a dry run: nothing was saved except this report.',
  'adminReport.dryRunOnce':
    'This was a dry run: nothing was saved, not even this report, so it is shown only once.',
  'adminReport.claims': 'Claims from the provider',
  'adminReport.claim': 'Claim',
  'adminReport.value': 'Value',
  'adminReport.from': 'From',
  'adminReport.fromProvider': 'the provider',
  'adminReport.fromIdToken': 'ID Token',
  'adminReport.steps': 'Steps',
  'adminReport.writes': 'What would have been saved',
  'adminTrace.heading': 'Trace of a sign-in',
  'adminTrace.title': 'Sign-in {reference}',
  'adminTrace.started': 'Started {time} with {provider}',
  'adminTrace.with': 'with {provider}',
  'adminTrace.user': 'user {user}',
  'adminTrace.detail': 'Detail:',
  'adminTrace.meaning': 'Meaning',
  'adminTrace.remedy': 'What to do',
  'adminTrace.calls': 'Calls to the provider',
  'adminTrace.endedHere.halted': 'paused here',
  'adminTrace.endedHere.refused': 'refused here',
  'adminTrace.endedHere.failed': 'failed here',
  'adminTrace.noStep': 'It failed before any step ran.',
  'adminTrace.log': 'The server log uses the same reference.',
  'adminProvider.deleteTitle': 'Delete',
  'adminProvider.versionTitle': 'Version {version}',

  'adminField.label.label': 'Label',
  'adminField.label.help': 'Shown on the button: “Sign in with …”. Defaults to the name.',
  'adminField.clientId.label': 'Client ID',
  'adminField.clientId.help':
    'The provider shows it after you register this site there. Some call it application ID.',
  'adminField.clientSecret.label': 'Client secret',
  'adminField.clientSecret.help':
    'The provider shows it next to the client ID. It is stored encrypted and never shown again.',
  'adminField.authorizationEndpoint.label': 'Authorization endpoint',
  'adminField.authorizationEndpoint.help':
    'The address that people are sent to, such as https://id.example.com/oauth/authorize.',
  'adminField.tokenEndpoint.label': 'Token endpoint',
  'adminField.tokenEndpoint.help':
    'The address that exchanges a code for an access token, such as https://id.example.com/oauth/token.',
  'adminField.userInfoEndpoint.label': 'Profile endpoint',
  'adminField.userInfoEndpoint.help':
    'The address that returns the profile of the person as JSON, such as https://api.example.com/user.',
  'adminField.subject.label': 'Member of the profile that identifies the person',
  'adminField.subject.help':
    'Such as id, or data.id for a nested member. It must never change or be given to someone else, so don’t use the email address.',
  'adminField.trustEmail.label': 'Trust verified email addresses from this provider',
  'adminField.trustEmail.help':
    'Enable this only if the provider verifies that an address belongs to the person, as Google does. The address then counts as verified here too, and an address in ADMIN_EMAILS makes its owner an administrator. The provider could claim any address.',
  'adminField.linkByVerifiedEmail.label': 'Sign people in to the account with the same verified address',
  'adminField.linkByVerifiedEmail.help':
    'Otherwise people whose address already belongs to an account have to sign in the usual way first, and then connect this provider. Requires the setting above.',
  'adminField.allowedDomains.label': 'Allowed email domains',
  'adminField.allowedDomains.help':
    'Separated by spaces, such as example.com example.org. Empty: no restriction.',
  'adminField.requiredClaims.label': 'Required claims',
  'adminField.requiredClaims.help':
    'Separated by spaces, such as email. Without them, people can’t sign in. The test sign-in shows which claims this provider sends.',
  'adminField.scopes.label': 'Scopes',
  'adminField.scopes.help': 'Requested from the provider, separated by spaces. Empty: the usual ones.',
  'adminField.extraClaims.label': 'Claims to store with the account',
  'adminField.extraClaims.help':
    'Such as groups, for forward-auth rules. Once two providers store groups, those rules must name the provider: group=NAME:staff. Names and addresses are always stored.',
  'adminField.groupsClaim.label': 'Claim with the groups or roles',
  'adminField.groupsClaim.help':
    'Such as groups, or realm_access.roles for Keycloak. The groups are stored with the account, for forward-auth rules.',
  'adminField.emailVerified.label': 'Where the provider says that an address is verified',
  'adminField.emailVerified.help':
    'Empty: in the claim email_verified, as the standard says, and nowhere with OAuth 2. Otherwise the name of another claim, such as xms_edov; or true, if this provider issues only addresses that are verified.',
  'adminField.userInfo.label': 'UserInfo',
  'adminField.userInfo.help':
    'When the UserInfo endpoint is asked. Choose “{@adminField.userInfo.choice.never}” if the provider rejects the access token there.',
  'adminField.userInfo.choice.default': 'Default: at every sign-in',
  'adminField.userInfo.choice.required': 'At every sign-in',
  'adminField.userInfo.choice.when-needed': 'Only if the ID Token lacks a claim',
  'adminField.userInfo.choice.never': 'Never',
  'adminField.idTokenAlgorithm.label': 'Algorithm of ID Tokens',
  'adminField.idTokenAlgorithm.help':
    'Only if it must be one in particular. HS256, HS384 and HS512 need a client secret of 32 bytes or more.',
  'adminField.idTokenAlgorithm.choice.default': 'Any asymmetric one that the provider’s metadata list',
  'adminField.idTokenAlgorithm.choice.HS256': 'With the client secret',
  'adminField.idTokenAlgorithm.choice.HS384': 'With the client secret',
  'adminField.idTokenAlgorithm.choice.HS512': 'With the client secret',
  'adminField.decryptionKey.label': 'Decryption key',
  'adminField.decryptionKey.help':
    'For providers that encrypt ID Tokens or UserInfo: the private key as PEM whose public key is registered there. It is stored encrypted, like the secret.',
  'adminField.timeout.label': 'Time limit of a call',
  'adminField.timeout.help': 'For a provider that is slow, such as 10s. At most 30s.',
  'adminField.clockTolerance.label': 'Clock tolerance',
  'adminField.clockTolerance.help':
    'How much the clocks here and at the provider may differ, such as 2m. At most 5m.',
  'adminField.clientAuthentication.label': 'Client authentication',
  'adminField.clientAuthentication.help':
    'How the client secret is sent. Change only if the provider requires it.',
  'adminField.clientAuthentication.choice.default': 'Default for this provider',
  'adminField.clientAuthentication.choice.client_secret_basic': 'In a header',
  'adminField.clientAuthentication.choice.client_secret_post': 'In the body',
  'adminField.clientAuthentication.choice.private_key_jwt': 'Signed with the client key',
  'adminField.clientAuthentication.choice.none': 'No secret: a public client',
  'adminField.clientKey.label': 'Client key',
  'adminField.clientKey.help':
    'Replaces the secret for providers that require a signature, such as Apple: JSON with the private key as PEM, its ID and, for Apple, the team, such as {example}. It is stored encrypted, like the secret.',
  'adminField.responseMode.label': 'Response mode',
  'adminField.responseMode.help': 'form_post keeps the response out of URLs. Not every provider supports it.',
  'adminField.responseMode.choice.default': 'Default',
  'adminField.responseMode.choice.query': 'In the URL',
  'adminField.responseMode.choice.form_post': 'As a form',
  'adminField.icon.label': 'Icon',
  'adminField.icon.help':
    'The name of an icon from simple-icons, such as gitlab or keycloak. Without one, the button shows the first letter of the label.',
  'adminField.order.label': 'Order',
  'adminField.order.help':
    'The place among the sign-in methods: a lower number comes first. The sign-in page shows the first ones as large buttons, and the rest below.',
  'adminField.hidden.label': 'Hide from the sign-in page',
  'adminField.hidden.help': 'People can still sign in with a link to /login/NAME.',
  'adminField.other.label': 'Other fields',
  'adminField.other.help':
    'All other fields of a provider, as JSON, such as {example}. They are described in docs/backends.md.',
  'adminProviderForm.keepSecret': 'Leave it empty to keep the stored one.',
  'adminProviderForm.defaultsTo': 'Defaults to {value}.',
  'adminProviderForm.choice': '{label} ({value})',
  'adminProvider.secretStored': 'stored encrypted, never shown',
  'adminAddress.redirect.label': 'Redirect URI',
  'adminAddress.redirect.help': 'Required. Some providers call it callback URL or sign-in redirect.',
  'adminAddress.logout.label': 'Post-logout redirect',
  'adminAddress.logout.help':
    'Register it if the provider asks for a post-logout redirect URI. Signing out here can then sign out there too.',
  'adminAddress.backchannel.label': 'Back-channel logout',
  'adminAddress.backchannel.help':
    'Register it if the provider supports back-channel logout. Signing out there then signs out here too.',

  'adminFacts.issuer': 'Issuer',
  'adminFacts.authorizationEndpoint': 'Authorization endpoint',
  'adminFacts.tokenEndpoint': 'Token endpoint',
  'adminFacts.userInfoEndpoint': 'UserInfo endpoint',
  'adminFacts.noUserInfo': 'none; all claims must be in the ID Token',
  'adminFacts.clientAuthentication': 'Client authentication',
  'adminFacts.signing': 'Signing of ID Tokens',
  'adminFacts.encryption': 'Encryption of ID Tokens',
  'adminFacts.pushed': 'Pushed authorization',
  'adminFacts.pkce': 'PKCE',
  'adminFacts.verifiedAddresses': 'Verified addresses',
  'adminFacts.signOut': 'Sign-out',
  'adminFacts.scopes': 'Scopes',
  'adminFacts.claims': 'Claims',
  'adminFacts.andMore': '{names} and {count} more',
  'adminFacts.authUnlisted': 'client_secret_basic, because no method is listed; this site uses it',
  'adminFacts.emptyList': 'an empty list',
  'adminFacts.authSecret': '{names}; with a client secret, this site uses {method}',
  'adminFacts.authKey':
    '{names}; no client secret is accepted, so fill in “{@adminField.clientKey.label}” and choose private_key_jwt as “{@adminField.clientAuthentication.label}”',
  'adminFacts.authNone':
    '{names}; no client secret is accepted, so choose “{@adminField.clientAuthentication.choice.none}” as “{@adminField.clientAuthentication.label}”',
  'adminFacts.authUnsupported':
    '{names}; this site supports none of them, so choose another method as “{@adminField.clientAuthentication.label}” and ask the provider',
  'adminFacts.signingUnlisted': 'RS256, because no algorithm is listed; this site accepts it',
  'adminFacts.signingAll': '{names}; this site accepts each of them',
  'adminFacts.signingSome': '{names}; this site accepts {accepted}',
  'adminFacts.signingByChoice': '{names}; this site accepts {accepted}, and {chosen} only if you choose it',
  'adminFacts.signingNone': 'none of them by itself',
  'adminFacts.none': 'none',
  'adminFacts.encryptionUnsupported':
    'possible with {names}, which this site does not support: leave encryption off at the provider',
  'adminFacts.encryptionPossible':
    'possible with {names}; leave it off at the provider, or fill in “{@adminField.decryptionKey.label}” and use {accepted}',
  'adminFacts.pushedRequired': 'required; this site pushes its requests',
  'adminFacts.pushedUnsupported': 'not supported, and not needed',
  'adminFacts.pushedPossible': 'possible, but not required; this site uses it with {setting}',
  'adminFacts.pkceUsed': 'supported with S256; this site uses it',
  'adminFacts.pkceUnlisted': 'not listed; this site sends S256, which providers without it ignore',
  'adminFacts.pkceOnly': 'only {names} listed; this site sends S256, which providers without it ignore',
  'adminFacts.verifiedUnknown': 'unknown, because the provider lists no claims; the test sign-in shows it',
  'adminFacts.verifiedListed': 'the provider says whether an address is verified',
  'adminFacts.verifiedUnlisted':
    'the claim email_verified is not listed: fill in “{@adminField.emailVerified.label}” if you need verified addresses',
  'adminFacts.signOutThere': 'this site can sign people out there',
  'adminFacts.signOutReported': 'it reports sign-outs there (back-channel)',
  'adminFacts.signOutFrontChannel': 'it can report them through the browser (front-channel), with {setting}',
  'adminFacts.signOutUnsupported': 'not supported',
  'adminFormError.rejected':
    'Nothing was saved. Please check the highlighted fields, and enter secrets again.',
  'adminFormError.stillHere':
    'Your input is still here. Check the other version, and save again to replace it.',
  'adminFormError.unusable': 'The provider cannot be used: {detail}.',
  'adminFormError.unknownHost': 'We couldn’t find a host with this name. Check the address.',
  'adminFormError.unreachable': 'We couldn’t reach the provider. Details: {detail}.',
  'adminFormError.timeout': 'The provider did not respond in time. Details: {detail}.',
  'adminFormError.unknown': 'unknown error',
  'adminFormError.checkAddress': 'Check the address, or try again in a moment.',
  'adminFormError.signedInAgain':
    'You have signed in again since you opened this form, so nothing was saved. Please check it and save it again.',
  'adminFormError.signInAgain':
    'For your security, please sign in again in another tab, then save this form again. Nothing was saved.',
  'adminFormError.settingsName': 'The settings of this site define a provider named {name}.',
  'adminFormError.nameTaken': 'There is already a provider named {name}.',
  'adminFormError.nameHasAccounts':
    'Accounts of an earlier provider with another issuer are stored under the name {name}.',
  'adminFormError.otherIssuer':
    'Accounts of another issuer are stored under this name, and this issuer would sign in different people. Add it as another provider, under another name.',
  'adminFormError.otherPeople': '{problem} Add it as another provider, under another name.',
  'adminFormError.deleted': 'The provider was deleted in the meantime.',
  'adminFormError.changedBy': '{name} changed the provider in the meantime. Its newest version is {version}.',
  'adminFormError.issuerOrPreset': 'Enter the issuer URL, or pick a provider below.',
  'adminFormError.secretAgain': 'The issuer or an endpoint has changed. Enter the secret again.',
  'adminFormError.notJson': 'This is not a JSON object. Enter one in braces, such as {example}.',
  'adminFormError.ownField': '{names}: this page has a separate field for it. Enter it there.',

  'adminFacts.both': '{first}; {second}',

  'adminFormError.fieldProblem': 'Field {field} {problem}',

  'adminReport.advice.access_denied':
    'You or the provider refused the sign-in. Agree there, or allow your user to use this application in the settings of the provider.',
  'adminReport.advice.provider_error':
    'The provider refused the request. Compare the redirect URI below with the one that is registered there, letter for letter. Then check that the application there may request these scopes.',
  'adminReport.advice.provider_misconfigured':
    'Copy the client ID and client secret from the provider again, and check that its issuer is still the same. If the secret is right, the provider may expect another client authentication method: see “{@adminField.clientAuthentication.label}” under “{@adminProviderForm.more}”.',
  'adminReport.advice.provider_unavailable':
    'Try again in a moment. If it keeps happening, check that this server can reach the provider.',
  'adminReport.advice.provider_timeout':
    'Try again in a moment. If it keeps happening, check that this server can reach the provider.',
  'adminReport.advice.callback_invalid':
    'The response was invalid. Try again. If it keeps happening, the provider does not follow the standard.',
  'adminReport.advice.identity_rejected':
    'The provider’s response failed the check named above. Common causes are a wrong clock, here or there, or an issuer that is not exactly the one in the tokens.',
  'adminReport.advice.claim_missing':
    'Request the scope that includes the claim, allow it in the settings of the provider, or remove it from the required claims. The claims that arrived are listed below.',
  'adminReport.advice.not_allowed':
    'Test with an account of an allowed domain, or extend the list of domains.',
  'adminReport.advice.registration_closed':
    'The provider works. REGISTRATION is closed, so new people can’t sign in with it. Existing users can connect it on their account page.',
  'adminReport.advice.email_belongs_to_user':
    'The provider works. Your address already belongs to an account here, so you would have to sign in the usual way first.',
  'adminReport.advice.user_disabled': 'The provider works. Your own account here is disabled.',
  'adminReport.write.createUser': 'A new user',
  'adminReport.write.createAccount': 'A new account of the user',
  'adminReport.write.updateAccount': 'The latest tokens and claims of the account',
  'adminReport.write.updateUser': 'The latest profile of the user',
  'adminReport.write.setAdmin': 'The admin role, because of ADMIN_EMAILS',
  'adminReport.write.runOwnStatement': 'A statement of a step of this site',
  'adminReport.asked.email':
    'A visitor with this identity would be asked for an email address, and then signed in: {reason}.',
  'adminReport.asked.email-code':
    'A visitor with this identity would be asked for the code from an email, to verify the address, and then signed in: {reason}.',
  'adminReport.asked.terms':
    'A visitor with this identity would be asked to accept the terms, and then signed in: {reason}.',
  'adminReport.asked.proof':
    'A visitor with this identity would be asked to prove that they own the account with the same address, and then signed in: {reason}.',
  'adminReport.asked.confirmation':
    'A visitor with this identity would be asked to confirm something, and then signed in: {reason}.',
  'adminReport.asked.form':
    'A visitor with this identity would be asked to fill in a form, and then signed in: {reason}.',
  'adminReport.askedOther':
    'A visitor with this identity would be asked something ({question}), and then signed in: {reason}.',
  'adminReport.signedInNew': 'A visitor with this identity would be signed in as a new user, {username}.',
  'adminReport.signedIn': 'A visitor with this identity would be signed in as {username}.',
  'adminReport.refusedOutcome':
    'The provider works, but a visitor with this identity would be refused: {reason}',
  'adminReport.failedOutcome': 'The sign-in at the provider failed: {reason}',
  'adminTrace.fact.intent': 'intent',
  'adminTrace.fact.client': 'client',
  'adminTrace.fact.browser': 'browser',
  'adminTrace.fact.started': 'started',
  'adminTrace.fact.tripTime': 'time at the provider',
  'adminTrace.fact.begin': 'preparation',
  'adminTrace.fact.provider': 'provider calls',
  'adminTrace.fact.pipeline': 'pipeline',
  'adminTrace.fact.password': 'password check',
  'adminTrace.answered': '{call}: answered {status}',
  'adminTrace.notAnswered': '{call}: no response',
  'adminTrace.callFailed': '{call}: {failure}',
  'adminTrace.returned': 'Returned',
  'adminTrace.wasTest':
    'This was a test sign-in. Its report is on the page of the provider, until the next test of that version.',
  'adminTrace.notRecorded':
    'The outcome was not recorded: the process may have been stopped, or there were too many events at once.',
  'adminTrace.neverReturned': 'Never returned',
  'adminTrace.notReturnedYet': 'Not returned yet',
  'adminTrace.notReturned':
    'The person was sent to the provider, and no response has arrived. They may have given up. If the provider showed them an error, the usual cause is a redirect URI that is not registered there. Register exactly {uri}',

  'adminTrace.titleAndCode': '{title}: {code}',
  'adminTrace.intent.sign-in': 'sign-in',
  'adminTrace.intent.connect': 'connect',
  'adminTrace.intent.silent': 'silent',
  'adminTrace.intent.test': 'test',
  'adminTrace.client.browser': 'browser',
  'adminTrace.client.bearer': 'bearer',
  'adminTrace.client.device': 'device',
  'adminTrace.client.unknown': 'unknown',

  'adminTrace.client.socket': 'socket',
  'adminTrace.client.back-channel': 'back-channel',

  'discovery.issuerDiffers':
    'the document at {url} names the issuer {stated}, but you entered {entered}; enter the issuer exactly as the provider writes it',

  'definitionProblem.provider': 'Provider {provider}: {problem}',
  'definitionProblem.field': 'Provider {provider}, field {field}: {problem}',
  'definitionProblem.unreadable': 'The stored definition is not readable.',
  'definitionProblem.secretUnreadable':
    'Its secret cannot be decrypted: the key is no longer in ENCRYPTION_KEYS. Enter the secret again.',
  'fieldProblem.nameLong': 'the name is longer than {max} characters; choose a shorter one.',
  'fieldProblem.nameReserved': 'the name is reserved; choose another, such as the name of the provider.',
  'fieldProblem.nameForm':
    'the name must start with a letter and contain only a-z, 0-9 and single "-" or "_" between them; rename it.',
  'fieldProblem.issuerUrl':
    'is not a URL; write the issuer exactly as the provider does, such as https://id.example.com.',
  'fieldProblem.https': 'must be an https URL; http is for development only, see ALLOW_INSECURE_ISSUERS.',
  'fieldProblem.urlUser': 'must not contain a user name or a password; remove them.',
  'fieldProblem.issuerQuery': 'must not contain a query or a fragment; remove what follows "?" or "#".',
  'fieldProblem.issuerMetadata': 'is the URL of the metadata; write only the part before /.well-known/.',
  'fieldProblem.endpointUrl':
    'is not a URL; write the whole URL, such as https://id.example.com/oauth/token.',
  'fieldProblem.urlFragment': 'must not contain a fragment; remove what follows "#".',
  'fieldProblem.secretMissing':
    'is missing; add it, or set clientAuthentication to "none" for a public client.',
  'fieldProblem.secretOrKeyMissing':
    'is missing; add it, or set clientAuthentication to "none" for a public client, or add a "clientKey".',
  'fieldProblem.publicPkce': 'must not be off for a public client; remove it, or add a client secret.',
  'fieldProblem.needsTrust':
    'needs "trustEmail": true; add it if the provider verifies email addresses, or remove this field.',
  'fieldProblem.formPost': 'needs "responseMode": "form_post"; add it, or remove this field.',
  'fieldProblem.needsSecret': 'needs a client secret, which a public client does not have; remove it.',
  'fieldProblem.secretShort':
    'needs a client secret of {bytes} bytes or more, because the secret is its key; use a longer secret, or another algorithm.',
  'fieldProblem.noUserInfo': 'has no effect with "userInfo": "never"; remove one of them.',
  'fieldProblem.keyMissing':
    'is missing; add the private key whose public key is registered at the provider.',
  'fieldProblem.secretAndKey': 'must not be set together with "clientKey"; remove one of them.',
  'fieldProblem.keyMethod': 'must be "private_key_jwt" with a "clientKey".',
  'fieldProblem.keyUnreadable': 'is not a readable private key; write {what}.',
  'fieldProblem.wholeNumber': 'must be a whole number, without quotes.',
  'fieldProblem.seconds': 'must be a whole number of seconds.',
  'fieldProblem.negative': 'must not be negative.',
  'fieldProblem.duration': 'must be a number with s or m, such as "10s", and at most "{max}".',
  'fieldProblem.openid': 'must contain "openid"; add it.',
  'fieldProblem.domain': 'must be a domain without "@", such as example.com.',
  'fieldProblem.icon': 'must be a slug of simple-icons: lowercase letters and digits.',
  'fieldProblem.flag': 'must be true or false, without quotes.',
  'fieldProblem.controlCharacters': 'contains control characters; remove them.',
  'fieldProblem.tooLong': 'is longer than {max} characters; shorten it.',
  'fieldProblem.empty': 'is empty; write {what}.',
  'fieldProblem.missing': 'is missing; write {what}.',
  'fieldProblem.noField': 'is not a field; {suggestion}',
  'fieldProblem.invalid': 'is not valid.',
  'fieldProblem.text': 'must be a string.',
  'fieldProblem.object': 'must be an object.',
  'fieldProblem.objectInBraces': 'must be an object in braces.',
  'fieldProblem.objectOfTexts': 'must be an object whose values are strings.',
  'fieldProblem.objectOfClaims': 'must be an object: the name of a claim, and what it must contain.',
  'fieldProblem.choice': 'must be {others} or {last}.',
  'fieldProblem.oneOf': 'must be one of {values}.',
  'fieldProblem.mustBe': 'must be {what}.',
  'fieldProblem.quoted': 'must be {what} in quotes.',
  'fieldProblem.withoutSpaces': 'must be {what}, without spaces.',
  'fieldProblem.emptyOptional': 'is empty; write {what}, or remove it.',
  'fieldProblem.textOrList': 'must be a string, or a list of strings.',
  'fieldProblem.listOfClaims': 'must be a list of claims.',
  'fieldProblem.listOfDomains': 'must be a list of domains.',
  'fieldProblem.listOfHeaders': 'must be a list of headers.',
  'fieldProblem.listOfIssuers': 'must be a list of issuers.',
  'fieldProblem.listOfParameters': 'must be a list of parameters.',
  'fieldProblem.listOfScopes': 'must be a list of scopes.',
  'fieldProblem.listOfTenants': 'must be "any", or a list of tenants.',
  'fieldProblem.claimOrList': 'must be the name of a claim, or a list of names.',
  'fieldProblem.claimOrTrue': 'must be the name of a claim, or true.',
  'fieldProblem.pathOrTrue': 'must be a path into the profile, or true.',
  'fieldProblem.parameterOrTrue': 'must be true, or the name of a parameter.',
  'fieldProblem.tooMuch': 'is more than {max}; choose a lower value.',
  'fieldProblem.overOneYear': 'is more than a year; choose a lower value.',
  'fieldProblem.tooMany': 'has more than {max} entries; name fewer.',
  'fieldProblem.tooManyClaims': 'names more than {max} claims; name fewer.',
  'fieldProblem.tooManyParameters': 'names more than {max} parameters; name fewer.',
  'fieldProblem.notADomain': 'is not a domain; write one such as example.com.',
  'fieldProblem.notOneScope': 'is not a single scope; write each scope as an entry of its own.',
  'fieldProblem.notAParameter': 'is not the name of a parameter.',
  'fieldProblem.notALogoutParameter': 'is not a parameter name; write one such as logout_uri.',
  'fieldProblem.notAHeader': 'is not the name of a header.',
  'fieldProblem.headerHidden': 'is a header that functions do not get.',
  'fieldProblem.noHeaders': 'is empty; name the headers that the proxy sets.',
  'fieldProblem.ascii': 'must be plain ASCII.',
  'fieldProblem.oneWord': 'must be one word, such as "OAuth".',
  'fieldProblem.durationText': 'must be a duration in quotes, such as "10s".',
  'fieldProblem.setElsewhere': 'must not be set here; use "{field}" instead.',
  'fieldProblem.secretElsewhere':
    'must not be set here; use "clientSecret" instead; it must never reach the browser.',
  'fieldProblem.setBySignIn': 'must not be set here; every sign-in has its own; remove it.',
  'fieldProblem.unsupportedParameter': 'must not be set here; it is not supported; remove it.',
  'fieldProblem.headerNotHere': 'must not be set here; remove it.',
  'fieldProblem.ownParameter': 'is a parameter that Portcullis sets itself; remove it.',
  'fieldProblem.fixedParameter': 'has {parameter}, which "authorizationParams" sets; remove one of them.',
  'fieldProblem.presetUnknown': 'is not known; {suggestion}',
  'fieldProblem.presetReturns': 'must return a definition, as for oidc() or oauth2().',
  'fieldProblem.presetThrows': 'throws {error}; correct its function or its parameters.',
  'fieldProblem.providerVerifiesNothing':
    'rejects every user, because this provider does not say which addresses are verified; add "emailVerified": true if it verifies each address, or the name of a claim that says so, or remove this field.',
  'fieldProblem.keyLong': 'is longer than {max} characters; write one key.',
  'fieldProblem.keyRejected':
    'is a key that providers do not accept; write a key of P-256, P-384, P-521, Ed25519, or RSA with 2048 bits or more.',
  'fieldProblem.decryptionKey': 'must be {what}, of RSA with 2048 bits or more, P-256, P-384 or P-521.',
  'fieldProblem.teamMissing': 'is missing; a signed secret needs the ID of the team.',
  'fieldProblem.function': 'must be a function.',
  'fieldProblem.functionMissing':
    'is missing; write a function, because providers of the kind "{kind}" exist in code only.',
  'fieldProblem.functionUnknown': 'is not a function of a provider of the kind "{kind}"; remove it.',
  'fieldProblem.besideProfile': 'has no effect beside a function "profile"; remove one of them.',
  'fieldProblem.kind': 'must be "oidc" or "oauth2".',
  'fieldProblem.kindMissing': 'is missing; write "kind": "oidc" or "kind": "oauth2".',
  'fieldProblem.mutableClaim':
    'can change or be reassigned to another user; use an identifier such as "sub".',
  'fieldProblem.oneToThreeClaims': 'must name one to three claims.',
  'fieldProblem.onePlaceholder': 'must have one placeholder in braces for the tenant, such as {example}.',
  'fieldProblem.earlierName': 'is the earlier name of "{name}", which is set as well; remove it.',
  'fieldProblem.markFile':
    'names a file, which only the settings can; upload the picture on the page of the provider.',
  'fieldProblem.promptTwice':
    'sends "prompt=none", but "authorizationParams" has another "prompt"; remove one of them.',
  'fieldProblem.onlyForExchange':
    'has an effect only on the exchange of access tokens; add "audience" or "introspection", or remove it.',
  'fieldProblem.needsEmailsEndpoint': 'has no effect without "emailsEndpoint"; add it, or remove this field.',
  'fieldProblem.replacedHeader':
    'has no effect with "tokenInQuery", which replaces the header; remove one of them.',
  'fieldProblem.besideEmailsEndpoint':
    'has no effect beside "emailsEndpoint", whose list says which addresses are verified; remove one of them.',
  'fieldProblem.trustWithoutVerification':
    'has no effect, because no field says which addresses are verified; add "emailVerified" or "emailsEndpoint", or remove this field.',
  'fieldProblem.domainsWithoutVerification':
    'rejects every user, because no field says which addresses are verified; add "emailVerified" or "emailsEndpoint", or remove this field.',
  'fieldProblem.revocationWithoutEndpoint':
    'has no effect, because "revocationEndpoint" is missing; add it, or remove this field.',
  'fieldProblem.issuerPlaceholder':
    'has a placeholder in braces; write that issuer as "issuerTemplate", and here the issuer that has the metadata.',
  'fieldProblem.claimsTwice': 'is also set by "claims" in "authorizationParams"; remove one of them.',
  'fieldProblem.needsTemplate': 'needs an "issuerTemplate"; add it, or remove this field.',
  'fieldProblem.aliasesWithTemplate':
    'has no effect with "issuerTemplate", which describes every issuer; remove it.',
  'fieldProblem.tenantsMissing':
    'is missing; list the IDs of the tenants whose users may sign in, or write "any".',
  'fieldProblem.anyAndOthers': 'contains "any" and other entries; write "any" alone, or remove it.',
  'fieldProblem.tidMissing':
    'must contain "tid", because two tenants may have the same subject; write ["tid", "sub"].',
  'fieldProblem.trustWithTemplate':
    'must not be on with "issuerTemplate", because every tenant can set any address; remove it.',
  'fieldProblem.verifiedWithTemplate':
    'must not be true with "issuerTemplate", because every tenant can set any address; name a claim, or remove it.',
  'fieldProblem.domainsWithTemplate': 'has no effect with "issuerTemplate"; use "allowedTenants" instead.',
  'wanted.aClaim': 'a claim',
  'wanted.aClientId': 'a client ID',
  'wanted.aDomain': 'a domain',
  'wanted.aScope': 'a scope',
  'wanted.aValue': 'a value',
  'wanted.anAudience': 'an audience',
  'wanted.anIssuer': 'an issuer',
  'wanted.audiences': 'what "aud" of your access tokens contains',
  'wanted.authorizationUrl': 'the URL that users are sent to',
  'wanted.authorizationHttpsUrl': 'the https URL that users are sent to',
  'wanted.claimName': 'the name of a claim',
  'wanted.claimPath': 'the path of a claim',
  'wanted.claimValues': 'what the claim must contain',
  'wanted.clientId': 'the client ID from the provider',
  'wanted.clientSecret': 'the client secret from the provider',
  'wanted.codeIssuer': 'the issuer, such as urn:example:intranet',
  'wanted.emailsUrl': 'the URL of the list of email addresses',
  'wanted.endSessionUrl': 'the URL that ends the session at the provider',
  'wanted.entryPath': 'a path into an entry',
  'wanted.headerName': 'the name of a header',
  'wanted.icon': 'the slug of a brand icon',
  'wanted.issuer': 'the issuer',
  'wanted.issuerTemplate': 'the issuer with a placeholder for the tenant',
  'wanted.issuerUrl': 'the https URL that the provider calls its issuer',
  'wanted.jwksUrl': 'the URL of the signing keys',
  'wanted.keyId': 'the ID of the key',
  'wanted.label': 'the name that users know',
  'wanted.markPath': 'the path of an SVG or PNG file',
  'wanted.metadataUrl': 'the URL of the metadata',
  'wanted.parameterName': 'the name of a parameter',
  'wanted.pem': 'the private key as PEM, from "-----BEGIN" to "-----END ... PRIVATE KEY-----"',
  'wanted.profilePath': 'a path into the profile',
  'wanted.profileUrl': 'the https URL that returns the profile',
  'wanted.responsePath': 'a path into the response',
  'wanted.revocationUrl': 'the URL that revokes tokens',
  'wanted.subjectPath': 'the path of an identifier that never changes, such as "id"',
  'wanted.teamId': 'the ID of the team',
  'wanted.tenantId': 'the ID of a tenant',
  'wanted.tokenClients': 'the IDs of the clients whose tokens can be exchanged',
  'wanted.tokenHttpsUrl': 'the https URL that exchanges a code for a token',
  'wanted.tokenUrl': 'the URL that exchanges a code for tokens',
  'wanted.tokenWord': 'the word before the access token',
  'wanted.userInfoUrl': 'the URL of UserInfo',
  'suggestion.didYouMean': 'did you mean "{match}"?',
  'suggestion.known': 'remove it; the known ones are {names}.',
  'adminParameter.tenant': 'Tenant',
  'adminParameter.domain': 'Domain',
  'adminParameter.realm': 'Realm',
  'adminParameter.region': 'Region',
  'adminParameter.pool': 'Pool',
  'adminParameter.application': 'Application',
  'adminParameter.environment': 'Environment',
  'adminParameter.policy': 'Policy',
  'presetName.azure-ad-b2c': 'Azure AD B2C, one user flow',
  'presetName.entra': 'Microsoft Entra ID, one tenant',
  'presetName.entra-multitenant': 'Microsoft Entra ID, several tenants',
  'presetName.entra-personal': 'Microsoft, personal accounts',
  'presetName.france-travail': 'France Travail Connect, individuals',
  'presetName.france-travail-recruiters': 'France Travail Connect, recruiters',
  'presetParameter.adfs.domain': 'the name of the federation service, such as sts.acme.example',
  'presetParameter.auth0.domain': 'the domain of your tenant, such as acme.eu.auth0.com, or your own domain',
  'presetParameter.authelia.domain':
    'the host of your Authelia, and its base path if it has one, such as auth.acme.example',
  'presetParameter.authentik.domain': 'the host of your authentik, such as sso.acme.example',
  'presetParameter.authentik.application':
    'the slug of the application, which the address of the issuer contains',
  'presetParameter.azure-ad-b2c.tenant': 'the directory (tenant) ID, a GUID in lower case',
  'presetParameter.azure-ad-b2c.domain':
    'the domain of your tenant, such as acme.b2clogin.com, or your own domain',
  'presetParameter.azure-ad-b2c.policy':
    'the name of the user flow or policy, as the issuer in its metadata has it',
  'presetParameter.cognito.region': 'the region of the user pool, such as eu-west-1',
  'presetParameter.cognito.pool': 'the ID of the user pool, such as eu-west-1_AbCdEf123',
  'presetParameter.entra.tenant': 'the directory (tenant) ID, a GUID in lower case, not the name of a domain',
  'presetParameter.entra.domain':
    'the host of your national cloud: login.microsoftonline.com, login.microsoftonline.us or login.partner.microsoftonline.cn',
  'presetParameter.entra-multitenant.tenant':
    '"organizations" for work and school accounts, or "common" to include personal ones',
  'presetParameter.franceconnect.domain':
    'oidc.franceconnect.gouv.fr, or fcp-low.sbx.dev-franceconnect.fr for tests',
  'presetParameter.github.domain': 'the domain of your GitHub Enterprise Cloud, such as acme.ghe.com',
  'presetParameter.github-enterprise.domain': 'the domain of your server, such as github.acme.example',
  'presetParameter.gitlab.domain':
    'the host of your GitLab, and its path if it has one, such as gitlab.acme.example',
  'presetParameter.jumpcloud.domain':
    'the domain of your region: oauth.id.jumpcloud.com, oauth.id.eu.jumpcloud.com or oauth.id.in.jumpcloud.com',
  'presetParameter.kanidm.domain': 'the host of your Kanidm, such as idm.acme.example',
  'presetParameter.keycloak.domain':
    'the host of your Keycloak, and its base path if it has one, such as id.acme.example or id.acme.example/auth',
  'presetParameter.keycloak.realm': 'the exact name of the realm',
  'presetParameter.logto.domain': 'the host of your tenant, such as acme.logto.app, or your own domain',
  'presetParameter.mastodon.domain': 'the host of the server, such as mastodon.social',
  'presetParameter.nextcloud.domain':
    'the host of your Nextcloud, and its base path if it has one, such as cloud.acme.example',
  'presetParameter.okta.domain':
    'the domain of your organization, such as acme.okta.com, with the path of a custom authorization server if you use one, such as acme.okta.com/oauth2/default',
  'presetParameter.onelogin.domain': 'the domain of your account, such as acme.onelogin.com',
  'presetParameter.orcid.domain': 'orcid.org, or sandbox.orcid.org for tests',
  'presetParameter.paypal.domain': 'paypal.com, or sandbox.paypal.com for tests',
  'presetParameter.pingone.domain':
    'the domain of your region, such as auth.pingone.com, auth.pingone.eu, auth.pingone.ca or auth.pingone.asia, or your own domain',
  'presetParameter.pingone.environment': 'the ID of the environment, a GUID in lower case',
  'presetParameter.pocket-id.domain': 'the host of your Pocket ID, such as id.acme.example',
  'presetParameter.proconnect.domain':
    'the domain of the environment and network, such as auth.agentconnect.gouv.fr, or fca.integ01.dev-agentconnect.fr for tests',
  'presetParameter.salesforce.domain':
    'login.salesforce.com, test.salesforce.com for sandboxes, or your own domain, such as acme.my.salesforce.com',
  'presetParameter.zitadel.domain':
    'the domain of your instance, such as acme.zitadel.cloud, or your own domain',

  'presetQuirk.noPkce':
    'The documentation does not mention PKCE, so it is off. The state, the browser cookie and the client secret still protect against a stolen code.',
  'presetQuirk.neverVerified':
    'The API never says that an address is verified, so no address counts as proven.',
  'presetQuirk.noEmail': 'There is no email address, and no scope for it.',
  'presetQuirk.status200':
    'The token endpoint returns errors with the status 200; they are treated as errors.',
  'presetQuirk.clientInBody': 'The client ID and secret are sent in the body of the token request.',
  'presetQuirk.noUsername': 'There is no preferred_username, so user names are derived from addresses.',
  'presetQuirk.noAuthTime':
    'ID Tokens have no auth_time, so the clock of this site counts when users are asked to sign in again.',
  'presetQuirk.userAgent': 'The API rejects calls without a User-Agent; Portcullis always sends one.',
  'presetQuirk.noEmailVerified': 'There is no email_verified, so no address counts as proven.',
  'presetQuirk.codes30':
    'Codes are valid for 30 seconds, and access tokens for one minute. There is no refresh token.',
  'presetQuirk.microsoft': `There is no email_verified, and the claim "email" is a value that an administrator entered; no address from Microsoft counts as proven.
The subject is specific to the application: a user has another one with another client ID. Keep the registration when you migrate.
Names and addresses are in the ID Token; UserInfo, which is Microsoft Graph, adds little.
ID Tokens have no auth_time unless you add it as an optional claim of the application; then set "reauthentication": "auth_time", so that Microsoft proves that users have signed in again.
preferred_username is an address that can change or be given to another user; it is only a suggestion for a user name.`,
  'presetQuirk.github': `The identifier is "id", a number; the name of an account ("login") can be given to another user.
The profile contains only the public address, so a second call fetches the addresses ("user:email"); the primary one is used.
The token endpoint returns errors with the status 200; they are treated as errors.
The API rejects calls without a User-Agent; Portcullis always sends one.
Disconnecting deletes the authorization of the application with all its tokens, so GitHub no longer lists the application.`,
  'presetQuirk.france-travail': `The realm is in the query of every endpoint, including the token endpoint and the metadata, and never in the body.
The client ID and secret are sent in the body of the token request; the header is rejected.
The scopes must name the application itself, as application_ and its client ID, and each API that it uses.
The callback also contains client_id, scope and iss, and the token response contains nonce. client_id, scope and that nonce are ignored.
The issuer is written with its port (":443") in some places and without it in others; both are accepted.
A redirect URI at localhost cannot be registered.
email_verified, if present, is the text "true" instead of a boolean.`,
  'presetQuirks.adfs': `UserInfo contains only the subject, so every claim must be in the ID Token: add issuance transform rules for email, name, given_name and family_name to the web API, whose identifier is the client ID, and permit the scope allatclaims.
The user name is the claim "upn", which is always in the ID Token. It can change, so it is only a suggestion.
The subject is specific to the client ID: a user has another one with another client.
There is no email_verified, so no address counts as proven. If only your administrators can set addresses, set "emailVerified": true and "trustEmail": true.
The metadata name a second issuer for access tokens ("access_token_issuer"), which is not used.
PKCE is documented for AD FS 2019 and later. If an older one rejects it, set "pkce": false.`,
  'presetQuirks.apple': `The client secret is a JWT that Portcullis signs with a key from Apple: "clientKey" has the team, the key ID and the key.
With a scope for name or address, the response is a form (form_post) from another site.
The name is sent once, at the first consent, unsigned in the form field "user". Later sign-ins do not erase it.
There is no UserInfo endpoint: all other claims are in the ID Token.
email_verified and is_private_email are the text "true" instead of a boolean.
Users who hide their address get one at privaterelay.appleid.com; email to it must come from a domain registered at Apple.
A cancelled sign-in has the error code user_cancelled_authorize.`,
  'presetQuirks.atlassian': `The authorization request must name the audience api.atlassian.com, and ask for consent every time.
The identifier is "account_id"; names and addresses can change.
Organizations set the addresses of their managed accounts, so "trustEmail" is off; the field "email_verified" says whether an address is verified.
A refresh token needs the scope offline_access.
The documentation does not mention PKCE; it is used anyway.`,
  'presetQuirks.auth0': `The issuer ends in a slash, which is part of it.
The subject also names the connection, such as "auth0|5f7c8ec7" or "google-oauth2|1234".
The user name is the claim "nickname".
Applications created before 2018 may sign with HS256, which is rejected: choose RS256 in the application, under "Advanced Settings", "OAuth".
Some connections do not verify addresses, or let users enter them. Turn "trustEmail" on if yours verify them.`,
  'presetQuirks.authelia': `The client needs the scopes openid, email and profile, and "token_endpoint_auth_method" must be the method that Portcullis uses: client_secret_basic.
Name and address are only in UserInfo; the ID Token contains them only with a claims policy.
email_verified is always true: Authelia assumes that the addresses of its directory are verified. Turn "trustEmail" on if only you can change them.
Additional addresses of a user are in the claim "alt_emails"; groups are the claim "groups", with the scope groups.`,
  'presetQuirks.authentik': `Each application is a separate issuer, and the issuer ends in a slash. In the provider, "Issuer mode" must be the one with a different issuer for each provider.
Since version 2025.10 email_verified is false, because authentik does not know which addresses are verified. If yours are, set "emailVerified": true and "trustEmail": true.
given_name contains the whole name, because authentik does not store its parts.
Groups are the claim "groups", which the scope profile returns.
Without a signing key in the provider, ID Tokens are signed with the client secret (HS256), which is rejected: choose a certificate as the signing key.`,
  'presetQuirks.azure-ad-b2c': `In the user flow, under "Token compatibility settings", the "Issuer (iss) claim" must be the one with /tfp/, which is the only one that has its metadata below it.
There is no UserInfo. The ID Token has the claims that are ticked under "Application claims": tick Display Name, Email Addresses, Given Name and Surname.
Addresses are the list "emails", and the first one is used. Nothing says that it is verified, so no address counts as proven. If your user flow verifies every address, set "emailVerified": true and "trustEmail": true.
A user who cancels, or who has forgotten the password, comes back with the error access_denied.
Microsoft sells Azure AD B2C to existing customers only.`,
  'presetQuirks.bitbucket': `The identifier is "uuid", in braces. Names can change, and be given to another user.
The addresses are a second call; the primary one is used, if Bitbucket says that it is confirmed.
The consumer says which permissions a token has; scopes in the request have no effect, so none are sent.
{@presetQuirk.noPkce}`,
  'presetQuirks.cognito': `The issuer is the pool, and the endpoints are below the domain of the pool: a pool without a domain has no endpoints.
In UserInfo email_verified is the text "true" or "false"; in the ID Token it is a boolean.
The user name is the claim "cognito:username", which only the ID Token contains.
Logout is not standard: it needs client_id and logout_uri, which must be one of the sign-out URLs of the client.
Administrators of the pool can mark addresses as verified. Turn "trustEmail" on if the pool is yours.`,
  'presetQuirks.discord': `The profile has the hash of a picture; its URL is built from that hash and the identifier.
The field "verified" says whether the address is verified.
Identifiers are numbers of up to twenty digits, sent as text; Portcullis never converts them to numbers.`,
  'presetQuirks.dropbox': `Name and address are in the ID Token. UserInfo is not used: it expects POST and names another issuer.
There is no preferred_username, so user names are derived from addresses, and no picture.
email_verified says whether the address is verified. The administrators of a team manage its addresses, and the documentation does not say how those are verified, so "trustEmail" is off.
An app in development accepts only a limited number of users.
A refresh token needs "authorizationParams" with "token_access_type": "offline".`,
  'presetQuirks.entra': `{@presetQuirk.microsoft}
The tenant must be a GUID: with the name of a domain, the metadata name a different issuer.`,
  'presetQuirks.entra-multitenant': `{@presetQuirk.microsoft}
The issuer in the metadata is a template with "tenantid" in braces. The issuer of a token must be that template filled with its own "tid", and a key of that issuer must have signed it.
Anyone can create a tenant, so "allowedTenants" must list the tenants that may sign in, or be "any".
Accounts are identified by tid and sub together, as tid/sub, so that no tenant can sign in users of another tenant.`,
  'presetQuirks.entra-personal': `{@presetQuirk.microsoft}
All personal accounts belong to one tenant, whose ID is always the same.`,
  'presetQuirks.facebook': `The version of the API is part of every URL; each version works for about two years.
The API returns only the requested fields, and "email" may be missing: users can withhold it, or have none.
{@presetQuirk.neverVerified}
Identifiers are specific to the app: another client ID leads to other accounts.
The token endpoint returns errors as objects; logs show their type and number, such as OAuthException.100.
API calls contain appsecret_proof, so you may require it in the settings of the app.
Disconnecting deletes all permissions of the app with the access token of the user, so Facebook no longer lists the app.`,
  'presetQuirks.figma': `{@presetQuirk.neverVerified}
There is no user name: "handle" is the full name.
Access tokens are refreshed at a different address than the token endpoint, so they cannot be refreshed here.
The token endpoint used before February 2025, at www.figma.com, no longer works.`,
  'presetQuirks.france-travail': `{@presetQuirk.france-travail}
Users without an email address or a name cannot sign in; an empty list of "requiredClaims" removes that rule.`,
  'presetQuirks.france-travail-recruiters': `{@presetQuirk.france-travail}
Anyone may open a recruiter account. France Travail has checked the company only if "habilitation" is "recruteurcertifie".`,
  'presetQuirks.franceconnect': `An authorization request with an unknown parameter is refused, and the parameters of PKCE are unknown, so PKCE is off. The nonce still binds the response to the sign-in.
acr_values is required. This is FranceConnect (eidas1); FranceConnect+ also encrypts its tokens.
UserInfo is a signed JWT, which is verified. Choose RS256 or ES256 as the signature of your service: with HS256, the default, the client secret would sign.
The ID Token contains nothing about the user but the subject, which is specific to your service.
{@presetQuirk.codes30}
The address comes from the identity provider of the user, and nothing says that it is verified.
Other data of the "identité pivot" (birthdate, gender, birthplace, birthcountry) need "extraScopes" and a permission of FranceConnect. preferred_username is the name that a person goes by, not a user name.
The button must look as FranceConnect prescribes; the one on our pages does not.`,
  'presetQuirks.github': `{@presetQuirk.github}`,
  'presetQuirks.github-enterprise': `An Enterprise Server has its API below /api/v3; github.com and ghe.com have it on a separate host.
{@presetQuirk.github}`,
  'presetQuirks.gitlab': `The subject is the ID number of the user, as text.
A GitLab administrator can confirm addresses without an email. Turn "trustEmail" on for gitlab.com, or for a GitLab that you run.
Groups are claims: "groups" in UserInfo, and also "groups_direct" in the ID Token.`,
  'presetQuirks.google': `The issuer of ID Tokens may be "accounts.google.com" without https, as Google documents; both spellings are accepted.
Google verifies addresses, so "trustEmail" is on; email_verified may be the text "true".
"authorizationParams" with "hd": "acme.example" only selects the accounts that Google offers. To reject all others, require the claim: "requiredValues" with "hd": "acme.example".
{@presetQuirk.noUsername}
Google issues a refresh token only with "access_type": "offline" and "prompt": "consent" in "authorizationParams".
Google does not say when a user last signed in (there is no auth_time): when users are asked to sign in again, Google asks them to select an account, and the clock of this site counts.`,
  'presetQuirks.huggingface': `The subject stays the same when a user changes the user name.
Hugging Face lets only users with a verified address authorize applications, so "trustEmail" is on.
UserInfo lists organizations in "orgs", and only those to which the user grants access; "authorizationParams" with "orgIds" and an ID asks for one.`,
  'presetQuirks.jumpcloud': `The issuer is the same for all organizations of a region, and it ends in a slash. Only users who have the app assigned to them get a token.
The client authentication of the app must be the one that Portcullis uses: client_secret_basic.
The app must return the claims of the scopes email and profile, or there is neither name nor address.
Administrators of the organization set the addresses; turn "trustEmail" on if the organization is yours.
The documentation does not say whether email_verified is sent.`,
  'presetQuirks.kakao': `The client ID is the REST API key of the app.
Without scopes Kakao asks for the consent items of the app; each may be missing from the profile, because users can decline it.
Identifiers are numbers, and specific to the app. Pictures have an https address only on request (secure_resource).
An address belongs to the user only if is_email_valid and is_email_verified are both true. A definition can name only one of them, so no address counts as proven.
{@presetQuirk.noPkce}`,
  'presetQuirks.kanidm': `Each client is a separate issuer, whose address contains the client ID: the name of the client in Kanidm.
ID Tokens are signed with ES256; a client with the option for old cryptography gets RS256.
PKCE is required, and Portcullis always uses it here.
A sign-in is refused unless a scope map of the user grants every scope that is requested.
preferred_username is name@domain, unless the client has the option prefer-short-username.
email_verified is true for every address, and an administrator can set addresses. Turn "trustEmail" on if the server is yours.`,
  'presetQuirks.keycloak': `Each realm is a separate issuer. Until version 16, and with "http-relative-path", it is below /auth.
The issuer is built from the setting "hostname" of Keycloak: if the metadata name a different issuer, change that setting.
A public client needs "clientAuthentication": "none".
Administrators of the realm can mark addresses as verified. Turn "trustEmail" on if the realm is yours.`,
  'presetQuirks.line': `ID Tokens of web apps are signed with the channel secret (HS256), although the metadata list ES256. Anyone who knows the channel secret can sign in as any user.
The address needs the permission "Email address permission" of the channel, under OpenID Connect in its basic settings. It is only in the ID Token.
{@presetQuirk.noEmailVerified}
Identifiers are specific to the "provider" at LINE: channels of one provider see the same ones.
There is no preferred_username, so user names are derived from addresses or names.`,
  'presetQuirks.linkedin': `The issuer of the metadata is "https://www.linkedin.com/oauth", and the documentation shows ID Tokens with the issuer "https://www.linkedin.com"; both are accepted.
ID Tokens never contain a nonce, so none is sent.
The token endpoint rejects a code_verifier together with a client secret (invalid_client), so PKCE is off. The state, the browser cookie and the client secret still protect against a stolen code.
{@presetQuirk.clientInBody}
email_verified may be a string. LinkedIn states that it does not verify the identity of its users, so "trustEmail" is off.
There is no preferred_username, and most applications get no refresh token.
{@presetQuirk.noAuthTime}`,
  'presetQuirks.logto': `The issuer ends in /oidc. The user name is the claim "username".
Tokens are signed with an elliptic curve (ES384), unless you have rotated the signing keys to RSA.
Administrators of the tenant can set addresses. Turn "trustEmail" on if the tenant is yours.
Roles and organizations are claims of the scopes roles and urn:logto:scope:organizations, which "extraScopes" can add.`,
  'presetQuirks.mastodon': `Each server needs a provider of its own: identifiers are unique on one server only.
{@presetQuirk.noEmail}
The scope profile exists since Mastodon 4.3. With an older server, set "scopes": ["read:accounts"].
PKCE exists since the same version. There is no refresh token.`,
  'presetQuirks.naver': `The user is in the member "response" of the profile. Identifiers are specific to the application.
There are no scopes: the application says what is shared, and users can decline each item.
{@presetQuirk.neverVerified}
{@presetQuirk.status200}
{@presetQuirk.noPkce}`,
  'presetQuirks.nextcloud': `There are no scopes: a token gives access to everything that the user may do, so keep the client secret safe.
The identifier is the user ID, which never changes. An administrator who deletes a user can give the ID to another user, who would then get the account here.
Users can enter any address, so no address counts as proven.
The profile is a response of the OCS API, which needs the header OCS-APIRequest; the user is in ocs.data.
If your Nextcloud has the app "OIDC Identity Provider", use OpenID Connect instead: write its issuer, without a preset.
{@presetQuirk.noPkce}`,
  'presetQuirks.notion': `The profile is that of the integration, which Notion calls a bot; the user is its owner.
Notion asks users which pages they share, although Portcullis reads none.
There are no scopes. Without the capability for email addresses there is no address.
{@presetQuirk.neverVerified}
{@presetQuirk.noPkce}`,
  'presetQuirks.okta': `Each authorization server is a separate issuer: the organization itself, or one below /oauth2/.
Access tokens of the organization itself are for Okta only and cannot be exchanged; those of a custom authorization server can.
Profile and address are in UserInfo, not in the ID Token.
Administrators of the organization set the addresses; turn "trustEmail" on if the organization is yours.`,
  'presetQuirks.onelogin': `The issuer ends in /oidc/2. An issuer that ends in /oidc belongs to the first version of the API, which OneLogin has withdrawn.
There is no email_verified, so no address counts as proven. If only your administrators can set addresses, set "emailVerified": true and "trustEmail": true.
In the app, SSO, "Token Endpoint" must be the method that Portcullis uses: Basic, or POST with "clientAuthentication": "client_secret_post".
Groups are the claim "groups", with the scope groups and a rule in the app.
preferred_username may be an address.`,
  'presetQuirks.orcid': `The subject is the ORCID iD, such as 0000-0002-1825-0097. The sandbox has other users.
{@presetQuirk.noEmail}
The name is often null; its parts are present if the user has made them visible.
{@presetQuirk.clientInBody}
The metadata do not name the revocation endpoint; the preset sets it.`,
  'presetQuirks.patreon': `The API returns only the requested attributes, which the address of the profile lists.
The attribute "is_email_verified" says whether the user has confirmed the address.
The user name is "vanity", which only some users have.
{@presetQuirk.noPkce}`,
  'presetQuirks.paypal': `The ID Token of PayPal is not used: its metadata name the same addresses for the sandbox and for production. The profile comes from the API.
The identifier is "user_id", a URL. The sandbox has other users.
Addresses are a list, and the first one is used. The app decides whether users with an unconfirmed address may sign in, so no address counts as proven.
{@presetQuirk.noPkce}`,
  'presetQuirks.pingone': `Each environment is a separate issuer, in the domain of its region.
The application must allow the scopes profile and email under "Resources".
In the application, "Token Endpoint Authentication Method" must be the one that Portcullis uses: Client Secret Basic.
Administrators of the environment can set addresses. Turn "trustEmail" on if the environment is yours.
A PingFederate server needs no preset: write its base URL as the "issuer".`,
  'presetQuirks.pocket-id': `The issuer is the setting APP_URL of Pocket ID.
A user without an address has neither email nor email_verified.
Administrators can mark addresses as verified. Turn "trustEmail" on if the server is yours.
Groups are the claim "groups", with the scope groups; custom claims come with the scope profile.
There is no revocation endpoint, so tokens stay valid after an account is disconnected here.`,
  'presetQuirks.proconnect': `An authorization request with an unknown parameter is refused (Y000400), and the parameters of PKCE are unknown, so PKCE is off. The nonce still binds the response to the sign-in.
UserInfo is a signed JWT, which is verified. Choose RS256 or ES256 as the signature of your service: with HS256 the client secret would sign.
The family name is the claim "usual_name", and the subject is specific to the identity provider of the user.
{@presetQuirk.codes30}
The address comes from the identity provider of the employer, and nothing says that it is verified.
"siret" is the establishment that the user works for; "idp_id" is the identity provider. Both are stored with the account.
The state network (RIE) has domains of its own. The button must look as ProConnect prescribes; the one on our pages does not.`,
  'presetQuirks.reddit': `There is no email address, and no scope for it. "has_verified_email" says only that Reddit knows one.
The identifier is "id"; the user name is "name".
Without a scope Reddit complains of an invalid client ID.
A refresh token needs "authorizationParams" with "duration": "permanent".
{@presetQuirk.status200}
{@presetQuirk.userAgent}
{@presetQuirk.noPkce}`,
  'presetQuirks.salesforce': `The subject is a URL that contains the IDs of the organization and of the user. Each domain is a separate issuer, so another domain leads to other accounts.
login.salesforce.com signs in the users of every organization. To accept only yours, use your own domain, or set "requiredValues" with "organization_id": "00D…".
The user name looks like an address, but need not be one that receives email.
Administrators of an organization set the addresses of its users, so "trustEmail" is off; email_verified is in UserInfo.
The token response also contains instance_url, id and signature, which are ignored.`,
  'presetQuirks.slack': `A user ID is unique only within its workspace, so accounts are identified by workspace and user, as T0123/U0456.
Anyone can create a workspace. To accept only yours, set "requiredValues" with "https://slack.com/team_id": "T0123"; "authorizationParams" with "team": "T0123" only preselects it.
Errors come with the status 200 and "ok": false; they are treated as errors.
Addresses belong to the workspace, whose owners can set them, so "trustEmail" is off.
There is no preferred_username and no logout at Slack, and a refresh token only if the app uses token rotation.`,
  'presetQuirks.spotify': `Spotify states that the address is not verified, so no address counts as proven.
The name may be null, and the list of pictures may be empty.
An app in development mode accepts only users that you have entered in its settings; all others get the status 403.`,
  'presetQuirks.strava': `{@presetQuirk.noEmail}
The identifier is "id", a number; the user name may be null.
The picture of a user without one is a relative address, which is left out.
{@presetQuirk.noPkce}`,
  'presetQuirks.tiktok': `The client ID is called "client key", and the parameter client_key.
The API returns only the requested fields. There is no email address, and no scope for it.
Identifiers are specific to the app: another client key leads to other accounts.
A user name needs the scope user.info.profile and the field username.
PKCE is documented for desktop and mobile apps only, so it is off. The state, the browser cookie and the client secret still protect against a stolen code.`,
  'presetQuirks.twitch': `Scopes give no claims: each claim is requested by name, in the parameter "claims".
The address also needs the scope user:read:email; the scopes email and profile do not exist.
{@presetQuirk.clientInBody}
The token response contains the scopes as a list instead of a string; Portcullis then assumes the requested scopes.
The metadata do not name the revocation endpoint, and only access tokens can be revoked; the preset sets both.
{@presetQuirk.noAuthTime}`,
  'presetQuirks.wordpress': `The scope auth gives access to the profile only. Without a scope, a token would give access to a blog.
The documentation says that "email_verified" means an account verified by email, not whether that applies to the current address, so "trustEmail" is off.
The member "verified" is about WordPress.com Connect, not about the address.
This is WordPress.com, not a WordPress that you run.
{@presetQuirk.noPkce}`,
  'presetQuirks.x': `The profile needs both scopes, users.read and tweet.read, although no posts are read.
An address needs the permission "Request email from users" of the app, "scopes": ["users.read", "tweet.read", "users.email"], and "userInfoEndpoint": "https://api.x.com/2/users/me?user.fields=profile_image_url,confirmed_email".
X calls that address confirmed, but does not document how, so no address counts as proven. Set "emailVerified": true and "trustEmail": true to trust it.
The user name can be given to another user; the identifier is "id".
PKCE is required. A refresh token needs the scope offline.access.`,
  'presetQuirks.yahoo': `ID Tokens are signed with ES256, although the metadata also list RS256.
An authorization request with a code_challenge is rejected for clients with a secret (unauthorized_client), so PKCE is off; the nonce still binds the response to the sign-in.
{@presetQuirk.noUsername}
The metadata call the revocation endpoint "token_revocation_endpoint", which is not the standard name; the preset sets it.`,
  'presetQuirks.yandex': `The API expects the word OAuth instead of Bearer before the access token.
The permissions of the app say what a token gives access to; no scopes are requested.
The documentation does not say that "default_email" is verified, so no address counts as proven.`,
  'presetQuirks.zitadel': `Name and address are only in UserInfo, unless the application has the setting "User Info inside ID Token".
preferred_username is the login name, which contains the domain of the organization.
Roles are the claim "urn:zitadel:iam:org:project:roles", an object whose keys are the roles; the project must assert roles.
Managers of an organization can mark addresses as verified. Turn "trustEmail" on if the instance is yours.
A refresh token needs the scope offline_access and the grant type "Refresh Token" of the application.`,
  'presetQuirks.zoom': `The app says which scopes a token has; none are requested here.
The administrators of a Zoom account set the addresses of its users, so no address counts as proven. The member "verified" is a number, and is ignored.
An app that is not published signs in only the users of your own Zoom account.`,

  'advice.metadata_not_found':
    'No metadata are published there. Check the issuer for a missing realm, tenant or path. If they are elsewhere, set "metadataUrl".',
  'advice.metadata_moved':
    'The issuer leads to another address. Enter the issuer that the provider uses there.',
  'advice.metadata_not_json':
    'A page was returned in place of the metadata. Check the issuer, and whether a proxy or a sign-in page is in front of the provider.',
  'advice.metadata_invalid':
    'Correct the named members at the provider, or set them by hand, such as "tokenEndpoint".',
  'advice.issuer_slash':
    'Add the slash at the end of the issuer, or remove it, so that it is the same as in the metadata.',
  'advice.issuer_placeholder':
    'Use the issuer of your own tenant. For all tenants, set "issuerTemplate" and "allowedTenants".',
  'advice.issuer_differs': 'Enter the issuer exactly as the provider writes it in its metadata.',
  'advice.no_asymmetric_algorithm':
    'Turn on RS256 or ES256 at the provider. If it only signs with the client secret, choose HS256 as “{@adminField.idTokenAlgorithm.label}” ("idTokenAlgorithm").',
  'advice.secret_jwt_only':
    'The method client_secret_jwt is not supported. Choose client_secret_basic, client_secret_post or private_key_jwt for this application at the provider.',
  'advice.client_certificate_only':
    'Clients with a certificate (tls_client_auth) are not supported. Choose client_secret_basic or private_key_jwt for this application at the provider.',
  'advice.no_secret_method':
    'Choose “{@adminField.clientAuthentication.label}” ("clientAuthentication"): “private_key_jwt” with a client key, or “none” for a public client.',
  'advice.client_key_algorithm':
    'Create a client key for an algorithm that the provider lists, and register it there.',
  'advice.signed_requests_required':
    'Signed request objects (JAR) are not supported. Turn off that requirement for this application at the provider.',
  'advice.no_push_endpoint':
    'The provider names no address for pushed authorization requests. Turn off that requirement for this application at the provider, and remove "pushedAuthorization" here.',
  'advice.no_introspection_endpoint':
    'The provider names no address for introspection. Remove "introspection", and set "audience" if its access tokens are JWTs.',
  'advice.verified_email_not_listed':
    'Fill in “{@adminField.emailVerified.label}” ("emailVerified"), or remove the allowed domains.',
  'advice.keys_unreadable':
    'The address of the signing keys (jwks_uri) returns no key set. Check it at the provider, or set "jwksUri" by hand.',
  'advice.redirect_uri':
    'Compare the redirect URI with the one that is registered at the provider, letter for letter.',
  'advice.scope_refused':
    'Remove the scopes that this application may not request from “{@adminField.scopes.label}” ("scopes"), or allow them in the settings of the provider.',
  'advice.client_not_allowed':
    'Allow the authorization code flow (response type “code”) for this application in the settings of the provider. Then check that the client ID belongs to it.',
  'advice.code_flow_off':
    'Allow the authorization code flow (response type “code”) for this application in the settings of the provider. The implicit flow is not used here.',
  'advice.response_mode_refused': 'Choose another “{@adminField.responseMode.label}” ("responseMode").',
  'advice.request_refused':
    'The provider rejected a parameter. Compare the redirect URI letter for letter, and check "authorizationParams". If the provider requires pushed requests, add "pushedAuthorization": true to “{@adminField.other.label}”.',
  'advice.interaction_required':
    'The user or an administrator must first do something at the provider, often give consent to this application. Do that there.',
  'advice.provider_internal_error':
    'The provider reports a fault of its own. Try again in a moment. If it keeps happening, look at the log of the provider.',
  'advice.user_not_assigned':
    'Only assigned users may use this application. Assign the user or one of their groups to it in Microsoft Entra ID, or turn off “Assignment required” there.',
  'advice.provider_words':
    'The words in quotation marks are the provider’s own. Look them up in its documentation, or send them to its support.',
  'advice.callback_malformed':
    'The response of the provider does not follow the standard. Check that no proxy or browser extension changes its address, or report the fault to the provider.',
  'advice.callback_issuer':
    'The response came from another issuer than the one that is set up here. Check the issuer of this provider.',
  'advice.callback_issuer_missing':
    'The metadata promise the parameter iss, and the response lacks it. Check that no proxy removes it, or report the fault to the provider.',
  'advice.client_rejected':
    'Copy the client ID and client secret from the provider again. If they are right, the provider may expect another method: see “{@adminField.clientAuthentication.label}” ("clientAuthentication").',
  'advice.client_unauthorized':
    'Copy the client ID and client secret from the provider again: some providers say this about a wrong secret. If they are right, allow the authorization code flow for this application there.',
  'advice.code_rejected':
    'The provider rejected the code of the sign-in. Start again, and do not reload the page. If it keeps happening, compare the redirect URI letter for letter, check the client ID, and turn off tokens that are bound to a key (DPoP) or to a certificate for this application at the provider: they are not supported.',
  'advice.push_rejected':
    'The provider rejected the pushed authorization request. Check the client secret, the redirect URI and the scopes.',
  'advice.dpop_required':
    'The provider binds tokens to a key (DPoP), which is not supported. Turn that off for this application there.',
  'advice.endpoint_not_found':
    'The provider has no such endpoint at this address. Compare the endpoints of this provider with its documentation.',
  'advice.response_not_json':
    'The endpoint returned something other than JSON, such as a page. Check its address, and whether a proxy or a firewall answers in place of the provider.',
  'advice.token_response_invalid':
    'The response of the token endpoint lacks something that the standard requires. Check the address of the endpoint, and that it issues bearer tokens.',
  'advice.no_id_token':
    'The provider sent no ID Token. Request the scope “openid”. If the provider supports only OAuth 2, add it as an OAuth 2 provider.',
  'advice.token_unsigned':
    'The provider does not sign its tokens. Turn on signing with RS256 or ES256 for this application at the provider.',
  'advice.token_symmetric':
    'The provider signs with the client secret. Choose RS256 or ES256 for this application at the provider. If it offers neither, choose {algorithm} as “{@adminField.idTokenAlgorithm.label}” ("idTokenAlgorithm": "{algorithm}"), with a client secret of 32 bytes or more.',
  'advice.token_algorithm':
    'Choose {algorithm} as “{@adminField.idTokenAlgorithm.label}” ("idTokenAlgorithm": "{algorithm}"), or another algorithm for this application at the provider.',
  'advice.token_encrypted':
    'Turn off encryption for this application at the provider. Otherwise register a public key there, and enter its private key as “{@adminField.decryptionKey.label}” ("decryptionKey").',
  'advice.token_encryption_algorithm':
    'Choose RSA-OAEP-256 or ECDH-ES with A256GCM for this application at the provider, and register the public half of “{@adminField.decryptionKey.label}” there.',
  'advice.token_decryption':
    'The provider encrypts with another key. Register the public half of “{@adminField.decryptionKey.label}” ("decryptionKey") there, and remove earlier keys.',
  'advice.token_unreadable':
    'The provider sent a token in a form that cannot be read. Choose signed JSON Web Tokens (JWT) for this application at the provider.',
  'advice.token_type':
    'The provider sent a token of another kind, such as an access token. Check the settings of this application at the provider, or report the fault there.',
  'advice.signature_key_unknown':
    'The token was signed with a key that the provider does not publish. Check that the issuer is that of the right realm or tenant.',
  'advice.signature_wrong_secret':
    'The token was signed with another client secret. Copy the client secret from the provider again.',
  'advice.signature_invalid':
    'The signature does not belong to the keys that the provider publishes. Check that the issuer is that of the right realm or tenant, and that no proxy changes or stores the key set (jwks_uri).',
  'advice.signing_key_short':
    'The signing key of the provider is too short to be safe. Create an RSA key of 2048 bits or more there.',
  'advice.clock_behind':
    'Synchronize the clock of this server with a time server (NTP), and ask the provider to do the same. Up to five minutes can be tolerated with “{@adminField.clockTolerance.label}” ("clockTolerance").',
  'advice.token_expired':
    'If the clock of this server is ahead, synchronize it with a time server (NTP); up to five minutes can be tolerated with “{@adminField.clockTolerance.label}” ("clockTolerance"). If both clocks are right, let the provider issue tokens that are valid for longer.',
  'advice.token_audience':
    'The token was issued to another client. Enter the client ID of this application exactly as the provider shows it.',
  'advice.token_client': 'The token was requested by another client. Check the client ID.',
  'advice.token_issuer':
    'The issuer in the token is not the one that is set up here. Copy the issuer from the metadata of the provider, with the same slash at its end. If the provider really uses a second spelling, add it as "issuerAliases".',
  'advice.token_tenant':
    'The token comes from another tenant than its issuer names. Check "issuerTemplate" against the metadata of the provider.',
  'advice.token_nonce':
    'The provider did not return the nonce of this sign-in. Start again in one browser window. If it keeps happening, the provider does not support the nonce; ask it to, before you turn the check off with "nonce": false.',
  'advice.token_unexpected_nonce':
    'The token belongs to another sign-in. The provider supports the nonce, so remove "nonce": false.',
  'advice.token_access_hash':
    'The ID Token belongs to another access token. This is a fault of the provider; report it there.',
  'advice.auth_time':
    'The provider did not ask the user to sign in again. Check that it supports max_age and sends auth_time, or remove "maxAge".',
  'advice.claim_missing':
    'The provider leaves out a claim that the standard requires. Turn it on for this application there, or report the fault.',
  'advice.claim_malformed':
    'A claim has a form that the standard does not allow. Correct it in the settings of the provider, or report the fault there.',
  'advice.subject_claim_missing':
    'Turn on the claim {claim} for this application at the provider. It is part of who the user is, so do not change "subjectClaims" once people have signed in.',
  'advice.user_info_token_rejected':
    'The provider does not accept its access token for UserInfo. Choose “{@adminField.userInfo.choice.never}” as “{@adminField.userInfo.label}” ("userInfo": "never"), if the ID Token has all claims that you need.',
  'advice.user_info_forbidden':
    'The access token may not read UserInfo. Request the scopes “openid profile email”, and allow them at the provider.',
  'advice.user_info_other_user':
    'UserInfo is about another user than the ID Token. Check that both come from the same tenant and that no cache is between this server and the provider. Do not turn UserInfo off before you know the reason.',
  'advice.user_info_unreadable':
    'The UserInfo endpoint answers in a form that cannot be read. Choose “{@adminField.userInfo.choice.never}” as “{@adminField.userInfo.label}” ("userInfo": "never"), if the ID Token has all claims that you need.',
  'advice.profile_subject_missing':
    'The profile has no member {path} that can identify users. Set "subject" to the right member.',
  'advice.profile_unreadable':
    'The profile is not a JSON object. Check “{@adminField.userInfoEndpoint.label}” ("userInfoEndpoint"), and the headers that the API of the provider requires ("userInfoHeaders").',
  'advice.profile_forbidden':
    'The access token may not read the profile. Request the scope that the API of the provider needs. If it expects the token elsewhere, set "tokenAuthorization" or "tokenInQuery".',
  'advice.email_list_unreadable':
    'The list of addresses has another form. Describe it with "emailList", or remove "emailsEndpoint".',
  'advice.tenant_not_allowed':
    'Test with an account of an allowed tenant, or add the tenant to "allowedTenants".',
  'advice.email_missing':
    'Request the scope “email”, and allow it at the provider; without an address, “{@adminField.allowedDomains.label}” rejects everyone.',
  'advice.email_unverified':
    'The provider did not say that the address is verified. If it verifies every address, enter “true” as “{@adminField.emailVerified.label}” ("emailVerified"), or the claim that says so.',
  'advice.required_value': 'Test with an account that has this value, or change "requiredValues".',
  'advice.network_private_address':
    'If the provider is in your own network, add its host name or network to ALLOWED_PRIVATE_NETWORKS.',
  'advice.network_insecure_url':
    'Use an address that starts with https, without a user name. For a test outside production, set ALLOW_INSECURE_ISSUERS.',
  'advice.network_refused':
    'No server listens there. Check the host name, the port, and whether the provider is running.',
  'advice.network_unknown_host':
    'Check the host name for typing errors, and the DNS settings of this server.',
  'advice.network_unreachable':
    'Check the network and the firewall of this server. If only a proxy leads out, set HTTPS_PROXY.',
  'advice.network_closed':
    'The connection ended too early. Check whether the provider is running, and whether a firewall or a proxy ends connections.',
  'advice.network_proxy':
    'Check HTTPS_PROXY and NO_PROXY, and whether the proxy allows connections to this provider.',
  'advice.network_authority':
    'If the provider uses a certificate authority of your own, name its certificate in NODE_EXTRA_CA_CERTS and restart the server.',
  'advice.network_certificate': 'Correct the certificate of the provider. Certificates are always checked.',
  'advice.network_coding':
    'The provider compresses its response in a way that cannot be undone here. Let it send gzip, deflate or br, or turn compression off.',
  'advice.network_too_large':
    'The response of the provider is too large. Reduce what it sends, such as the list of groups.',
  'advice.network_slow':
    'The provider is slow. Try again in a moment. If it keeps happening, raise “{@adminField.timeout.label}” ("timeout", at most 30s).',
  'advice.server_busy': 'The provider limits how often it may be called. Wait a while and try again.',
  'advice.server_failed':
    'The server of the provider fails. Try again in a moment. If it keeps happening, look at the log of the server.',
} as const
