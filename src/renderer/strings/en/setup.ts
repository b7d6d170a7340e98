export const setup = {
  welcome: 'Buydesk',
  welcomeText: 'Live figures, alerts and safe edits for Meta ads, on this computer, offline too.',
  steps: { signIn: 'Sign in', accounts: 'Choose accounts', done: 'Done' },
  progress: 'Steps of the set-up',

  withMeta: 'Sign in with Meta',
  withMetaText: 'With a Meta app of your own. Meta’s login opens in a window; the password is never seen here.',
  withToken: 'Paste a token',
  withTokenText: 'A system-user or long-lived token that already exists.',
  withDemo: 'Try the demo workspace',
  withDemoText:
    'Three businesses, twelve accounts, two years of figures, all made up and on this computer. Nothing is spent.',

  appId: 'App id',
  appIdHint: 'The number at the top of the app’s dashboard.',
  appIdWrong: 'An app id is 5 to 25 digits.',
  appSecret: 'App secret',
  appSecretHint: 'Kept in the system’s keychain only. It exchanges the sign-in for a token of about 60 days.',
  appSecretNone:
    'Without the app secret the token is short-lived: it ends within one or two hours, and signing in is needed again.',
  appSecretWrong: 'An app secret is 32 characters, 0 to 9 and a to f.',
  configId: 'Configuration id',
  configIdHint: 'Only for apps with Facebook Login for Business.',
  configIdWrong: 'A configuration id is 5 to 25 digits.',
  helpTitle: 'No Meta app yet?',
  helpText:
    'Create one of the type Business, add Marketing API and Facebook Login, and allow this redirect address in its settings. Your own ad accounts work in the app’s development mode, without a review.',
  openMetaApps: 'Open Meta’s app dashboard',
  token: 'Access token',
  tokenHint: 'Kept in the system’s keychain only, never in a file. It is checked with Meta before it is saved.',
  tokenShort: 'This is too short to be a token.',
  tokenOptionalApp:
    'With app id and secret, the token is checked by the app it belongs to, and a short-lived one is made long-lived.',
  openTokenTool: 'Open Meta’s token tool',
  checkToken: 'Check and save the token',
  continueToMeta: 'Continue to Meta’s login',
  cleared: 'For safety the secret was cleared from the form. Enter it again to repeat.',
  clearedToken: 'For safety the token was cleared from the form. Paste it again to repeat.',
  pasteNewTitle: (name: string) => `New token for ${name}`,
  pasteNewText:
    'It takes the place of the present token once Meta has confirmed it. Figures, alerts and strategies stay.',

  waitingTitle: 'Waiting for the sign-in window',
  waitingText: 'Complete the login in the window that opened. It closes by itself.',
  waitingDemo: 'Starting the demo and opening its login',
  waitingToken: 'Checking the token with Meta',
  failedTitle: 'Sign-in did not work',
  keychainTitle: 'No system keychain was found',
  keychainText:
    'A token cannot be kept safely on this computer. It can stay in memory: it is gone when Buydesk quits, and signing in is needed at the next start.',
  keepInMemory: 'Keep the token in memory until quit',
  memoryChosen: 'No keychain: the token stays in memory and is gone when Buydesk quits.',

  signedInAs: (name: string) => `Signed in as ${name}.`,
  shortLived:
    'This token is short-lived: it ends within one or two hours. Sign in with the app secret for one of about 60 days.',
  missingTitle: 'Not granted, and what does not work without it:',
  askAgain: 'Ask for them again',
  pasteWithAll: 'Paste a token with them',
  scopes: {
    ads_management: 'pausing, resuming and changing budgets',
    ads_read: 'reading campaigns and their settings',
    business_management: 'finding the accounts of businesses',
    read_insights: 'reading page and app insights',
    pages_show_list: 'naming the pages that ads run for',
    pages_read_engagement: 'reading posts that ads promote',
  },

  chooseTitle: 'Choose the accounts to watch',
  chooseText:
    'Their figures are read every 30 seconds, and alerts and strategies work on them. This can be changed at any time.',
  watchCount: (accounts: string) => `Watch ${accounts}`,
  watchNone: 'Continue without accounts',
  signInDifferently: 'Sign in differently',

  doneTitle: 'Ready',
  doneText: (accounts: string) =>
    `${accounts} watched. The first figures are being read; the tables fill by themselves.`,
  doneNone: 'No account is watched yet. They can be chosen in Accounts at any time.',
  doneKeys: 'Ctrl K finds everything, ? lists the keys.',
  open: 'Open the overview',
  backToAccounts: 'Back to the accounts',
} as const
