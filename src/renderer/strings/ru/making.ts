import type { making as en } from '../en/making.ts'
import { ru } from '../plural.ts'
import type { Shape } from '../shape.ts'

const objects = (count: number): string => ru(count, { one: '# объект', few: '# объекта', many: '# объектов' })
const adSetsOf = (count: number): string => ru(count, { one: '# группа', few: '# группы', many: '# групп' })
const adsOf = (count: number): string => ru(count, { one: '# объявление', few: '# объявления', many: '# объявлений' })
const inAccounts = (count: number): string =>
  ru(count, { one: 'в # аккаунте', few: 'в # аккаунтах', many: 'в # аккаунтах' })
const copies = (count: number): string => ru(count, { one: '# копию', few: '# копии', many: '# копий' })

export const making = {
  create: { campaign: 'Новая кампания…', adset: 'Новая группа…', ad: 'Новое объявление…' },
  titles: { campaign: 'Новая кампания', adset: 'Новая группа объявлений', ad: 'Новое объявление' },
  text: 'Создаётся на паузе: до запуска ничего не тратится.',
  account: 'Аккаунт',
  noAccount: 'Ни один аккаунт не отслеживается. Выберите его в разделе «Аккаунты».',
  typeForCopies: 'Если оставить пустым и бюджет копии выше вашего порога, ничего не будет создано.',
  toBeMade: (count: number) => ru(count, { one: '# не создан', few: '# не созданы', many: '# не создано' }),
  toBeMadeHint: 'Черновики, создаваемое и отклонённое: в Meta этого ещё нет.',
  holder: { adset: 'Кампания', ad: 'Группа объявлений' },
  noHolder: {
    adset: 'В этом аккаунте нет кампании для группы.',
    ad: 'В этом аккаунте нет группы для объявления.',
  },
  choose: 'Выберите…',
  name: 'Название',
  objective: 'Цель',
  category: 'Особая категория',
  categories: {
    NONE: 'Нет',
    HOUSING: 'Жильё',
    EMPLOYMENT: 'Работа',
    FINANCIAL_PRODUCTS_SERVICES: 'Финансовые продукты и услуги',
    ISSUES_ELECTIONS_POLITICS: 'Общество, выборы, политика',
    ONLINE_GAMBLING_AND_GAMING: 'Азартные игры онлайн',
  },
  budgetOn: 'Бюджет',
  budgetHolders: { campaign: 'У кампании', adsets: 'У групп' },
  budgetKinds: { daily: 'Дневной', lifetime: 'На весь срок' },
  dailyBudget: 'Дневной бюджет',
  lifetimeBudget: 'Бюджет на весь срок',
  budgetAbove: 'Бюджет – у кампании.',
  end: 'Окончание',
  byZone: (zone) => `По часам аккаунта, ${zone}.`,
  goal: 'Оптимизация',
  goals: {
    OFFSITE_CONVERSIONS: 'Конверсии',
    VALUE: 'Ценность конверсий',
    LINK_CLICKS: 'Клики по ссылке',
    LANDING_PAGE_VIEWS: 'Просмотры целевой страницы',
    REACH: 'Охват',
    IMPRESSIONS: 'Показы',
    AD_RECALL_LIFT: 'Запоминаемость',
    THRUPLAY: 'ThruPlay',
    APP_INSTALLS: 'Установки приложения',
  },
  oldObjective: 'С целью этой кампании Meta больше не создаёт групп. Скопируйте одну из её групп.',
  bid: 'Ставка',
  bidHint: 'Только если её требует стратегия ставок кампании.',
  countries: 'Страны',
  countriesHint: 'По две буквы через запятую: US, DE.',
  noCountry: (code) => `Нет страны ${code}.`,
  pixel: 'Пиксель',
  event: 'Событие',
  events: {
    PURCHASE: 'Покупка',
    LEAD: 'Лид',
    COMPLETE_REGISTRATION: 'Регистрация',
    ADD_TO_CART: 'В корзину',
    INITIATED_CHECKOUT: 'Начало оформления',
    ADD_PAYMENT_INFO: 'Платёжные данные',
    CONTENT_VIEW: 'Просмотр контента',
    SUBSCRIBE: 'Подписка',
    START_TRIAL: 'Пробный период',
    CONTACT: 'Контакт',
  },
  page: 'Страница',
  app: 'ID приложения',
  store: 'Адрес в магазине приложений',
  payor: 'Кто платит (Евросоюз)',
  beneficiary: 'В чьих интересах (Евросоюз)',
  euHint: 'Пусто: как задано в аккаунте.',
  creative: 'Креатив',
  noCreative: 'В этом аккаунте ещё нет креативов.',
  noPixel: 'В этом аккаунте нет пикселя.',
  noPage: 'Этот аккаунт не продвигает страниц.',
  noneRead: 'Раньше ничего не прочитано. Выбрать можно, когда Meta будет доступна.',
  lastRead: 'Узнать у Meta, что есть в аккаунте, не удалось.',
  draftIn: (set) => `черновик в ${set}`,
  keepInSet: (set) => `Черновиком в ${set}`,
  make: (what, account) => `Создать ${what} в ${account}`,
  missing: 'Заполните отмеченное',
  needed: 'Обязательно.',

  duplicate: 'Дублировать…',
  duplicateTitle: {
    campaign: (count) =>
      ru(count, { one: 'Дублирование # кампании', few: 'Дублирование # кампаний', many: 'Дублирование # кампаний' }),
    adset: (count) =>
      ru(count, { one: 'Дублирование # группы', few: 'Дублирование # групп', many: 'Дублирование # групп' }),
    ad: (count) =>
      ru(count, {
        one: 'Дублирование # объявления',
        few: 'Дублирование # объявлений',
        many: 'Дублирование # объявлений',
      }),
  },
  duplicateText: 'Копии создаются на паузе.',
  times: 'Копий каждого',
  pattern: 'Название копий',
  patternHint: '{name} – название источника, {n} – номер копии.',
  firstPattern: '{name} – копия',
  where: 'Куда',
  places: { beside: 'Рядом с источником', account: 'В другой аккаунт' },
  holderPlaces: { adset: 'В другую кампанию', ad: 'В другую группу' },
  severalAccounts: 'Источники из разных аккаунтов.',
  otherCurrency: 'У него другая валюта.',
  noOtherAccount: 'Других отслеживаемых аккаунтов с этой валютой нет.',
  adsElsewhere: 'Объявление не может покинуть аккаунт: креатив принадлежит ему.',
  elsewhereText: {
    campaign:
      'Meta копирует только внутри аккаунта, поэтому кампания создаётся заново: цель, бюджет и стратегия ставок. Её группы и объявления не копируются.',
    adset:
      'Meta копирует только внутри аккаунта, поэтому группа создаётся заново по её настройкам. Аудитории и пиксели своего аккаунта Meta может не принять; объявления не копируются.',
  },
  deep: (adSets, ads) =>
    adSets === 0 ? `Вместе с вложенным: ${adsOf(ads)}` : `Вместе с вложенным: ${adSetsOf(adSets)}, ${adsOf(ads)}`,
  deepHint: 'По одному, каждый под своим названием. Архивное и удалённое не копируется.',
  becomes: (count) =>
    ru(count, { one: 'Будет создан # объект', few: 'Будет создано # объекта', many: 'Будет создано # объектов' }),
  tooMany: (most) => `За один раз создаётся не больше ${most} объектов.`,
  more: (count) => `и ещё ${count}`,
  copy: (count, account) => `Создать ${copies(count)} в ${account}`,
  copyIn: (count, accounts) => `Создать ${copies(count)} ${inAccounts(accounts)}`,

  list: 'Что создаётся',
  removals: 'Что архивируется или удаляется',
  progress: (done, all) => `${done} из ${all}`,
  goesOn: 'Продолжается и после закрытия окна. Всё есть в журнале правок.',
  again: 'Повторить',
  againAll: (count) => `Повторить: ${count}`,
  done: (count) =>
    count === 0
      ? 'Ничего не создано.'
      : ru(count, {
          one: '# объект создан на паузе.',
          few: '# объекта создано на паузе.',
          many: '# объектов создано на паузе.',
        }),
  back: 'Исправить',

  archive: 'В архив…',
  delete: 'Удалить…',
  counted: {
    campaign: (count) => ru(count, { one: '# кампанию', few: '# кампании', many: '# кампаний' }),
    adset: (count) => ru(count, { one: '# группу', few: '# группы', many: '# групп' }),
    ad: adsOf,
  },
  inAccounts: (count) => ru(count, { one: '# аккаунте', few: '# аккаунтах', many: '# аккаунтах' }),
  archiveTitle: (what) => `Отправить в архив ${what}`,
  deleteTitle: (what) => `Удалить ${what}`,
  active: (count) => `Из них активны: ${count}. Их показ остановится сразу.`,
  activeOne: 'Объект активен: показ остановится сразу.',
  under: (adSets, ads) =>
    adSets === 0 ? `Вместе с вложенным: ${adsOf(ads)}.` : `Вместе с вложенным: ${adSetsOf(adSets)}, ${adsOf(ads)}.`,
  archiveFinal:
    'Отменить это нельзя: архивное можно переименовать и удалить, но не запустить снова. Показатели остаются.',
  deleteFinal: 'Отменить это нельзя: удалённое не возвращается. Показатели остаются.',
  already: { ARCHIVED: 'уже в архиве', DELETED: 'уже удалён' },
  typeCount: (count) => `Введите ${count}, чтобы удалить`,
  archiveAction: (name, account) => `Отправить в архив ${name} в ${account}`,
  deleteAction: (name, account) => `Удалить ${name} в ${account}`,
  nothingToDo: 'Больше делать нечего',
  archived: (count) => `В архиве: ${objects(count)}.`,
  deleted: (count) => `Удалено: ${objects(count)}.`,
  levels: { campaign: 'кампанию', adset: 'группу', ad: 'объявление' },
  actions: 'Дублировать, в архив, удалить',
  keysNew: 'Новая кампания, группа или объявление',
  keysDuplicate: 'Дублировать',
  keysArchive: 'В архив',
  keysDelete: 'Удалить',
} satisfies Shape<typeof en>
