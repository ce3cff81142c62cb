import { a } from '@rapfang/platform';
console.log(a);
