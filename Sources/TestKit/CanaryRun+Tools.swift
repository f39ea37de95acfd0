internal import JSON

/// What tools are told and listen to, in the run of the canary.
extension CanaryRun {
    /// A tool is told of what comes on the shelf that its key reads, by a count without content, and has it by its
    /// stream; of the other shelf it learns nothing, neither that something came nor when.
    func runTools() {
        for shelf in [1, 0] {
            let level = shelf == 0 ? .open : level(of: "high")
            let (text, token) = secrets.text(level)
            let object = JSONTree.members([
                "type": "campaign", "spec_version": "2.1",
                "id": .string("campaign--" + Samples.uuid(900_000 + secrets.items.count)),
                "created": "2026-01-01T00:00:00.000Z", "modified": "2026-01-01T00:00:00.000Z",
                "name": .string("a \(text) open"),
                "object_marking_refs": .strings([CanaryWorld.marking[level] ?? ""]),
            ])
            guard tools.put(object, on: shelf), let id = object["id"]?.string else {
                return outcome.leaks.append("a shelf did not take an object")
            }
            let place = secrets.wrote(id, level, [token])
            if shelf == 0 { secrets.released(place, to: 2) }
            listen(wantsAny: shelf == 0)
        }
        for shelf in tools.shelves {
            for part in ["", "objects/?limit=5", "manifest/"] {
                let target = "/tools/collections/\(shelf)/\(part)"
                look(at: tools.reader.send("GET", target).bytes, of: .partner(2), from: "GET \(target)")
            }
        }
    }

    /// What the hook tells and the stream gives, after something was put on a shelf.
    private func listen(wantsAny: Bool) {
        do {
            let (told, streamed) = (try tools.told(), tools.streamed())
            if let told { look(at: told, of: nil, from: "the hook") }
            look(at: streamed, of: .partner(2), from: "the stream")
            (outcome.told, outcome.streamed) = (
                outcome.told + (told == nil ? 0 : 1), outcome.streamed + (streamed.isEmpty ? 0 : 1)
            )
            if (told != nil) != wantsAny || streamed.isEmpty == wantsAny {
                outcome.leaks.append(
                    "a tool was \(told == nil ? "not " : "")told, its stream \(streamed.count) bytes, after something "
                        + "came that it may \(wantsAny ? "" : "not ")read"
                )
            }
        } catch {
            outcome.leaks.append("the hook failed: \(error)")
        }
    }

    private func look(at bytes: [UInt8], of reader: CanarySecrets.Reader?, from what: String) {
        outcome.bytes += bytes.count
        if let leak = secrets.leak(in: bytes, to: reader) {
            outcome.leaks.append("a tool got `\(leak.text)` (\(leak.level)) from \(what)")
        }
    }
}
