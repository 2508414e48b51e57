import { el } from "../render/dom.js";
import { renderQuickReplies } from "../render/index.js";
import { STAYS } from "./actions.js";
import { t } from "./words.js";

/** The quick replies of one chat. `isOff()` hides them; `run(action)` does what a chip says. */
export function createQuick({ log, composer, isOff = () => false, run }) {
  const node = el("div", { class: "quick" });
  let dismissed = 0;
  let offered = null;

  /** Chips that are still offered stay the same elements. */
  function show() {
    const last = log.lastShown();
    const wanted = last && last.seq > dismissed && !isOff() ? last.message?.quickReply ?? null : null;
    if (wanted === offered) return;
    offered = wanted;
    const held = node.contains(document.activeElement);
    const chips = renderQuickReplies(wanted, { label: t("quick.label"), onAction: tap });
    node.replaceChildren(...(chips ? [chips] : []));
    if (held) takeFocus();
  }

  function dismiss() {
    dismissed = log.lastSeq();
    show();
  }

  /** Where the next words are written; under a finger that would call the keyboard. */
  function takeFocus() {
    if (window.matchMedia("(pointer: coarse)").matches) log.list.focus({ preventScroll: true });
    else composer.focus();
  }

  function tap(action) {
    if (!STAYS.has(action.type)) {
      dismiss();
      takeFocus();
    }
    run(action);
  }

  return { node, show, dismiss };
}
