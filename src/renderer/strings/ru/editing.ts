import type { editing as en } from '../en/editing.ts'
import { ru } from '../plural.ts'
import type { Shape } from '../shape.ts'

export const editing = {
  edit: 'Изменить',
  titles: { campaign: 'Правка кампании', adset: 'Правка группы объявлений', ad: 'Правка объявления' },
  lastKnown: 'Meta недоступна: показаны значения, прочитанные последними. Для правки нужна сеть.',
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
  done: 'Подтверждено Meta.',
} as const satisfies Shape<typeof en>
