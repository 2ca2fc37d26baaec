/** Every error of the sealing core. `Violation`: bytes from elsewhere are not what the protocol says. */
export class NewleafError extends Error {}
export class Misuse extends NewleafError {}
export class Violation extends NewleafError {}
export class Malformed extends Violation {}
/** Says nothing of which check failed: an attacker must not learn it. */
export class NotAuthentic extends Violation {}
/** Cannot be read yet: keep it sealed and try again later. */
export class Parked extends Violation {}
export class LogBroken extends Violation {
  readonly seq: number;
  constructor(seq: number, why: string) {
    super(`identity log broken at entry ${seq}: ${why}`);
    this.seq = seq;
  }
}
export class MembershipBroken extends Violation {
  readonly seq: number;
  constructor(seq: number, why: string) {
    super(`membership log broken at entry ${seq}: ${why}`);
    this.seq = seq;
  }
}
export class ProjectBroken extends Violation {
  readonly seq: number;
  constructor(seq: number, why: string) {
    super(`project log broken at entry ${seq}: ${why}`);
    this.seq = seq;
  }
}
export class LeafletBroken extends Violation {}
export class KeybagMismatch extends Violation {}
export class CardError extends Violation {}
export class WrongWord extends CardError {
  readonly index: number;
  constructor(index: number) {
    super(`word ${index + 1} is not on the list`);
    this.index = index;
  }
}
export class WrongChecksum extends CardError {}
