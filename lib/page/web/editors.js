// What only some sections and moments need, loaded with the first of them: lists, maps, dates, the editors of mapping and
// schedule, the comparison of two versions and their history.
export { combo } from './form/combo.js';
export { ListNode, MapNode } from './form/list.js';
export { MappingNode } from './form/mapping.js';
export { fingerprint } from './form/pem.js';
export { ScheduleNode } from './form/schedule.js';
export { DateNode, DurationNode, ZoneNode } from './form/times.js';
export { conflict, showHistory } from './later.js';
