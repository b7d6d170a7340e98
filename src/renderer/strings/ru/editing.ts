import type { editing as en } from '../en/editing.ts'
import { ru } from '../plural.ts'
import type { Shape } from '../shape.ts'

export const editing = {
  edit: 'Изменить',
  titles: { campaign: 'Правка кампании', adset: 'Правка группы объявлений', ad: 'Правка объявления' },
  lastKnown: 'Meta недоступна, а для правки нужна сеть.',
  nothing: 'Изменить нечего: объект в архиве, удалён или его больше нет.',
  was: (value) => `Сейчас: ${value}`,
  none: 'нет',
  noCap: 'Пусто: без лимита.',
  openEnd: 'Пусто: без окончания.',
  byZone: (zone) => `По часам аккаунта, ${zone}.`,
  strategyOf: 'К ней Meta может потребовать ставку.',
  confirm: 'Проверено: отправить как есть',
  problems: { noMoment: 'Введите день и время.' },
  post: (count, name, account) =>
    ru(count, {
      one: `Отправить # изменение: ${name} в ${account}`,
      few: `Отправить # изменения: ${name} в ${account}`,
      many: `Отправить # изменений: ${name} в ${account}`,
    }),
  noChange: 'Изменений пока нет',
  posting: 'Отправка…',
  posted: (count, name) =>
    ru(count, {
      one: `${name}: # изменение подтверждено Meta.`,
      few: `${name}: # изменения подтверждены Meta.`,
      many: `${name}: # изменений подтверждено Meta.`,
    }),
  lost: 'Ответ Meta потерян. Правка будет прочитана при первой возможности и решена в разделе «Правки».',
  bulk: {
    open: 'Изменить…',
    tooMany: (most) => `За один раз меняется не больше ${most} объектов.`,
    title: (count) => ru(count, { one: 'Правка # объекта', few: 'Правка # объектов', many: 'Правка # объектов' }),
    text: 'Ниже показано, чем станет каждый. До отправки ничего не меняется.',
    field: 'Что',
    fields: { status: 'Статус', budget: 'Бюджет', bid: 'Ставка', name: 'Название' },
    kind: 'Как',
    kinds: {
      set: 'Задать',
      add: 'Прибавить или убавить',
      multiply: 'Умножить',
      round: 'Округлить до',
      replace: 'Найти и заменить',
      start: 'Добавить в начало',
      end: 'Добавить в конец',
    },
    values: {
      set: 'Новое значение',
      add: 'На сколько',
      multiply: 'Во сколько',
      round: 'До кратного',
      replace: 'Найти',
      start: 'Текст перед названием',
      end: 'Текст после названия',
    },
    hints: {
      add: 'Со знаком минус: меньше.',
      multiply: 'Множитель, например 1,2, или процент, например +20%.',
    },
    replacement: 'Заменить на',
    isRegExp: 'Регулярное выражение',
    isCaseSensitive: 'С учётом регистра',
    currencies: 'У этих аккаунтов разные валюты: умножайте или выберите объекты одной валюты.',
    preview: 'Чем станет каждый',
    before: 'Сейчас',
    after: 'Станет',
    unchanged: 'без изменений',
    state: 'Состояние',
    more: (count) => ru(count, { one: 'и ещё # аккаунт', few: 'и ещё # аккаунта', many: 'и ещё # аккаунтов' }),
    progress: (done, all) => `${done} из ${all}`,
    stop: 'Остановить',
    post: (count, accounts) =>
      `${ru(count, { one: 'Отправить # изменение', few: 'Отправить # изменения', many: 'Отправить # изменений' })} ${ru(accounts, { one: 'в # аккаунте', few: 'в # аккаунтах', many: 'в # аккаунтах' })}`,
  },
} as const satisfies Shape<typeof en>
