/** Words and looks of the sign-in pages. */

export type DialogLocale = 'en' | 'ru'

interface Words {
  readonly brand: string
  readonly notReal: string
  readonly loginTitle: string
  readonly loginHeading: (app: string) => string
  readonly continueAs: (person: string) => string
  readonly loginNote: string
  readonly consentTitle: string
  readonly consentHeading: (app: string, person: string) => string
  readonly consentNote: string
  readonly reachHeading: string
  readonly reachAll: string
  readonly reachSome: string
  readonly noAccount: string
  readonly continue: string
  readonly cancel: string
  readonly errorTitle: string
  readonly noApp: string
  readonly unknownApp: string
  readonly wrongRedirect: string
  readonly wrongType: string
  readonly wrongScope: (scopes: string) => string
  readonly doneTitle: string
  readonly doneNote: string
  readonly scopes: Readonly<Record<string, { readonly name: string; readonly note: string }>>
}

export const DIALOG_WORDS: Readonly<Record<DialogLocale, Words>> = {
  en: {
    brand: 'Demo sign-in',
    notReal: 'A simulation on this computer. No Meta account is used.',
    loginTitle: 'Sign in',
    loginHeading: (app) => `Sign in to use ${app}`,
    continueAs: (person) => `Continue as ${person}`,
    loginNote: 'The person, the businesses and every figure are made up.',
    consentTitle: 'What the app may do',
    consentHeading: (app, person) => `${person}, ${app} asks for access`,
    consentNote: 'Untick what the app should not be allowed to do. This can be changed later.',
    reachHeading: 'Ad accounts',
    reachAll: 'All ad accounts, now and later',
    reachSome: 'Only these',
    noAccount: 'Tick at least one ad account.',
    continue: 'Continue',
    cancel: 'Cancel',
    errorTitle: 'This sign-in cannot go on',
    noApp: 'The address has no client_id, so the app is not known.',
    unknownApp: 'No app has this client_id. Invalid App ID.',
    wrongRedirect: 'The redirect_uri is not on the list of addresses that this app allows.',
    wrongType: 'The response_type must be code, token or granted_scopes.',
    wrongScope: (scopes) => `Invalid Scopes: ${scopes}.`,
    doneTitle: 'Success',
    doneNote: 'The sign-in is complete. This window can be closed.',
    scopes: {
      ads_management: {
        name: 'Manage ads',
        note: 'Create and change campaigns, ad sets and ads: status, budgets, names.',
      },
      ads_read: { name: 'Read ads and figures', note: 'See ad accounts, campaigns and their results.' },
      business_management: {
        name: 'Manage businesses',
        note: 'See businesses with the ad accounts they own or work for.',
      },
      read_insights: { name: 'Read page insights', note: 'See how pages and posts perform.' },
      pages_show_list: { name: 'List pages', note: 'See which pages the person manages.' },
      pages_read_engagement: { name: 'Read page content', note: 'See posts and reactions of these pages.' },
    },
  },
  ru: {
    brand: 'Демонстрационный вход',
    notReal: 'Имитация на этом компьютере. Аккаунт Meta не используется.',
    loginTitle: 'Вход',
    loginHeading: (app) => `Войдите, чтобы использовать ${app}`,
    continueAs: (person) => `Продолжить как ${person}`,
    loginNote: 'Человек, компании и все цифры вымышлены.',
    consentTitle: 'Что разрешено приложению',
    consentHeading: (app, person) => `${person}, ${app} запрашивает доступ`,
    consentNote: 'Снимите отметку с того, что приложению делать нельзя. Это можно изменить позже.',
    reachHeading: 'Рекламные аккаунты',
    reachAll: 'Все рекламные аккаунты, нынешние и будущие',
    reachSome: 'Только эти',
    noAccount: 'Отметьте хотя бы один рекламный аккаунт.',
    continue: 'Продолжить',
    cancel: 'Отмена',
    errorTitle: 'Вход невозможно продолжить',
    noApp: 'В адресе нет client_id, поэтому приложение неизвестно.',
    unknownApp: 'Приложения с таким client_id нет.',
    wrongRedirect: 'Адреса redirect_uri нет в списке, который разрешён этому приложению.',
    wrongType: 'response_type должен быть code, token или granted_scopes.',
    wrongScope: (scopes) => `Недопустимые разрешения: ${scopes}.`,
    doneTitle: 'Готово',
    doneNote: 'Вход выполнен. Это окно можно закрыть.',
    scopes: {
      ads_management: {
        name: 'Управление рекламой',
        note: 'Создавать и менять кампании, группы и объявления: статус, бюджет, название.',
      },
      ads_read: {
        name: 'Просмотр рекламы и показателей',
        note: 'Видеть рекламные аккаунты, кампании и их результаты.',
      },
      business_management: {
        name: 'Управление компаниями',
        note: 'Видеть компании и рекламные аккаунты, которыми они владеют или которые ведут.',
      },
      read_insights: { name: 'Статистика страниц', note: 'Видеть показатели страниц и публикаций.' },
      pages_show_list: { name: 'Список страниц', note: 'Видеть, какими страницами управляет человек.' },
      pages_read_engagement: { name: 'Содержание страниц', note: 'Видеть публикации и реакции на этих страницах.' },
    },
  },
}

export const DIALOG_STYLE = `
:root { color-scheme: light dark; --bg: light-dark(#f2f4f8, #14171d); --card: light-dark(#fff, #1d222b); --text: light-dark(#1a2030, #e8ecf4); --soft: light-dark(#55607a, #9aa6bd); --line: light-dark(#d9dfea, #333b49); --accent: light-dark(#1c56c9, #6ea0ff); --on: light-dark(#fff, #0d1424) }
* { box-sizing: border-box }
body { margin: 0; min-height: 100vh; background: var(--bg); color: var(--text); font: 15px/1.45 system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif }
header { display: flex; gap: 12px; align-items: baseline; padding: 12px 20px; border-bottom: 1px solid var(--line); background: var(--card) }
header span { color: var(--soft); font-size: 13px }
main { display: grid; place-items: center; padding: 28px 16px }
.card { width: 100%; max-width: 480px; padding: 28px; background: var(--card); border: 1px solid var(--line); border-radius: 14px; box-shadow: 0 8px 30px rgb(10 20 50 / 8%) }
.center { text-align: center }
.mark { width: 48px; height: 48px }
.face { width: 72px; height: 72px; margin: 6px 0 14px }
h1 { margin: 12px 0; font-size: 20px; line-height: 1.3 }
p { color: var(--soft) }
.small { font-size: 13px; margin-bottom: 0 }
form { display: grid; gap: 10px }
fieldset { border: 0; margin: 0; padding: 0 }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
.head { display: flex; gap: 14px; align-items: center }
.head h1 { margin: 0; font-size: 18px }
.head .mark { width: 40px; height: 40px; flex: none }
.scope { display: flex; gap: 12px; padding: 8px 0; border-top: 1px solid var(--line); cursor: pointer }
.scope input { width: 18px; height: 18px; margin: 2px 0 0; accent-color: var(--accent); flex: none }
.scope b { font-weight: 600 }
.scope small { display: block; color: var(--soft); font-size: 13px }
.scope code { color: var(--soft); font-size: 12px }
legend { padding: 8px 0 4px; font-weight: 600 }
.reach .some { max-height: 220px; overflow-y: auto; padding-left: 30px }
.reach:not(:has([value='some']:checked)) .some { display: none }
/* Continue is first for the Enter key, and stands last. */
.row { display: flex; flex-direction: row-reverse; gap: 10px; margin-top: 8px }
button { font: inherit; font-weight: 600; padding: 10px 18px; border-radius: 9px; border: 1px solid var(--line); background: transparent; color: var(--text); cursor: pointer }
button.primary { background: var(--accent); border-color: var(--accent); color: var(--on) }
button:hover { filter: brightness(1.06) }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
`
