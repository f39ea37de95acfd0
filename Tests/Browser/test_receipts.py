"""The receipt that came with an object is seen, checked and saved where the object is read (fault C13)."""

import json

from people import person
from support import GREEN, RED, entente, indicator, wait_for


def test_c13_a_receipt_is_verified_shown_and_saved(browser, world, tmp_path):
    reader = person(world.japan, "receiver", "auditor", title="鈴木")
    item = world.harbour["id"]
    wait_for(lambda: reader.get(f"objects/{item}").status == 200, what="what the EU gave")
    browser.driver.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)})
    for language, words in {
        "en": ("The receipt holds.", "Receipt is for this object as it is kept here: holds"),
        "ja": ("この受領証は正当です。", "ここに保有する情報についての受領証：正当"),
    }.items():
        browser.open(world.japan, f"object/{item}?tab=releases", reader, language)
        browser.click("button.verify")
        browser.wait(lambda: browser.all(".result"), "a verdict")
        assert browser.text(".result.yes") == words[0] and words[1] in browser.text(".steps").replace(
            ": ", "：" if language == "ja" else ": "
        )
        assert [one.text for one in browser.all(".steps .sign")] == ["✓"] * 6
        assert f'"id": "{item}"' in browser.text(".verdict pre") and browser.violations() == []
        browser.shot(f"object-receipt-{language}")
    browser.click("button.download")
    (file,) = browser.wait(lambda: list(tmp_path.glob("*.tlog-proof")), "the file")
    assert file.name.startswith(item[:18]) and file.name.endswith("-eu.tlog-proof")
    held = tmp_path / "object.json"
    held.write_text(json.dumps(world.harbour))
    key = world.auditor.get("log").json()["key"]
    done = entente("receipt", "verify", file, "--key", key, "--object", held)
    assert f"eu gave {item} to japan and logged it: the receipt holds" in done.stdout


def test_c13_what_does_not_hold_is_said_step_by_step(browser, world):
    reader = person(world.japan, "doubter", "auditor")
    item = world.harbour["id"]
    receipt = wait_for(
        lambda: (found := reader.get(f"objects/{item}/receipt", partner="eu")).status == 200 and found, what="a receipt"
    ).json()
    assert receipt["holds"] and receipt["partner"] == "eu" and receipt["version"] == world.harbour["modified"]
    browser.open(world.japan, "sign-in")

    def steps(file, key, digest):
        return browser.driver.execute_async_script(
            "const [file, key, digest, done] = arguments;"
            "import('/proof.js').then((proof) => proof.verify(file, key, digest))"
            ".then((result) => done([result.complete, ...result.steps.at(-1)]))",
            file,
            key,
            digest,
        )

    assert steps(receipt["file"], receipt["key"], receipt["sha256"]) == [True, "object", "yes", ""]
    assert steps(receipt["file"], receipt["key"], "0" * 64) == [False, "object", "no", "object"]
    assert receipt["key"] == world.auditor.get("log").json()["key"]
    assert steps(receipt["file"], reader.get("log").json()["key"], receipt["sha256"])[:3] == [False, "signature", "no"]


def test_c13_where_a_browser_cannot_verify_the_node_says_it(browser, world):
    reader = person(world.japan, "oldbrowser", "auditor")
    browser.open(world.japan, f"object/{world.harbour['id']}?tab=releases", reader)
    # As in a page over plain http from another host.
    browser.driver.execute_script("Object.defineProperty(window.crypto, 'subtle', { value: undefined })")
    browser.click("button.verify")
    browser.says("The node has verified it wholly: it holds.")
    assert [one.text for one in browser.all(".verdict .result")] == ["The node has verified it wholly: it holds."]
    browser.shot("object-receipt-node")


def test_c13_a_receipt_is_told_to_those_who_see_its_object(world):
    secret = indicator(name="For officers", object_marking_refs=[RED])
    plain = indicator(name="For all", object_marking_refs=[GREEN])
    world.japan.load([secret, plain], "receiptless.json")
    reader = person(world.japan, "outsider", "author")
    answers = [
        reader.get(f"objects/{one}/receipt", **asked)
        for one, asked in (
            (secret["id"], {"partner": "eu"}),
            ("indicator--00000000-0000-4000-8000-000000000001", {"partner": "eu"}),
            (plain["id"], {"partner": "eu"}),
            (plain["id"], {}),
            (world.harbour["id"], {"partner": "korea"}),
            (world.harbour["id"], {"partner": "eu", "version": "2020-01-01T00:00:00.000Z"}),
        )
    ]
    assert {(one.status, one.text) for one in answers} == {(404, answers[0].text)}
