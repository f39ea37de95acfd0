internal import JSON
internal import STIX

/// References settled until nothing changes.
extension Renderer {
    /// Settles references until nothing changes; call once, after all objects.
    public mutating func settle() {
        translate()
        var referrers: [[Int32]] = Array(repeating: [], count: names.count)
        for (place, entry) in entries.enumerated() where !entry.isFixed {
            for name in entry.references + entry.markings { referrers[Int(name)].append(Int32(place)) }
        }
        var queue = entries.indices.filter { !entries[$0].isFixed }
        var isQueued = Array(repeating: false, count: entries.count)
        for place in queue { isQueued[place] = true }
        // What changes goes from whole to rendition to withheld and never back, so that this ends.
        while !queue.isEmpty {
            var next: [Int] = []
            for place in queue {
                isQueued[place] = false
                let before = entries[place].fate
                settle(place)
                guard entries[place].fate != before else { continue }
                for referrer in referrers[Int(entries[place].name)] where !isQueued[Int(referrer)] {
                    isQueued[Int(referrer)] = true
                    next.append(Int(referrer))
                }
            }
            queue = next
        }
    }

    mutating func settle(_ place: Int) {
        if let translation = entries[place].translation, !translation.bearing.allSatisfy(travels) {
            dropTranslation(place)
        }
        let entry = entries[place]
        guard entry.fate != .withheld else { return }
        var needsChange = entry.translation != nil
        var loses = entry.fate == .rendition
        var isAbsent = false
        for name in entry.references {
            switch view(name, for: place) {
            case .whole: continue
            case .rendition: needsChange = true
            case .withheld:
                needsChange = true
                loses = true
                if self.isAbsent(name) { isAbsent = true }
            }
        }
        // A card that is not here is no reason to sign for another's words.
        if needsChange, lacksCreator(place) {
            (entries[place].fate, entries[place].cause) = (.withheld, .absentCreator)
            return
        }
        let isTranslation = entry.type == "language-content"
        if isTranslation, needsChange || load(place).map({ !translatesWhole($0.root) }) ?? true {
            needsChange = true
            loses = true
        }
        if entry.fate == .whole, !entry.markings.allSatisfy(travels) {
            (entries[place].fate, entries[place].cause) = (.withheld, .unrenderable)
            return
        }
        guard needsChange || loses else { return }
        guard let document = load(place), Self.isRenderable(entry.type, document.root) else {
            entries[place].fate = .withheld
            entries[place].cause = .unrenderable
            return
        }
        if entry.translation != nil, !isMeaningful(place, document) {
            dropTranslation(place)
            settle(place)
            return
        }
        entries[place].fate = .rendition
        if loses, !isMeaningful(place, document) {
            entries[place].fate = .withheld
            entries[place].cause = isTranslation ? .translation : isAbsent ? .absentReference : .meaningless
        }
    }

    /// Whether a marking can go with what it marks: published, known to the recipient, or given in this act.
    func travels(_ marking: Int32) -> Bool {
        bearers[Int(marking)].isEmpty || view(marking) == .whole
    }

    /// Whether a rendition still is what its type wants: it has no errors that its source has not.
    func isMeaningful(_ place: Int, _ document: JSONDocument) -> Bool {
        guard let built = build(place, document), let rendered = try? JSONDocument(parsing: built.bytes) else {
            return false
        }
        let old = validator.findings(for: document.root).filter { $0.severity == .error }.map(\.code.rawValue)
        let new = validator.findings(for: rendered.root).filter { $0.severity == .error }
        let markings = References.markings(of: JSONTree(rendered.root))
        guard markings.allSatisfy({ numbers[$0].map(travels) ?? true }) else { return false }
        return new.allSatisfy { old.contains($0.code.rawValue) }
    }

    /// Whether nothing is here under a name, and the recipient has it neither.
    func isAbsent(_ name: Int32) -> Bool {
        let id = names[Int(name)]
        return bearers[Int(name)].isEmpty && !context.isKnown(id) && context.given(id) == nil && !context.isHeld(id)
    }

    /// Whether an object names a creator that is not here, and its name may not go without it.
    func lacksCreator(_ place: Int) -> Bool {
        guard !namesAbsent(place), let creator = load(place)?.root["created_by_ref"]?.string,
            let name = numbers[creator]
        else { return false }
        return isAbsent(name)
    }

    /// Whether an object may name what is not here: the act or an agreement lets it.
    /// - Parameter place: the object's place.
    /// - Returns: whether it may.
    public func namesAbsent(_ place: Int) -> Bool { context.givesAbsent(place) || entries[place].absentRule != nil }

    /// What a name is for the recipient in an object: what is not here goes by its name where the act lets it.
    func view(_ name: Int32, for place: Int) -> Fate {
        namesAbsent(place) && isAbsent(name) ? .whole : view(name)
    }

    /// What a name is for the recipient: itself, a rendition, or nothing.
    func view(_ name: Int32) -> Fate {
        // Extensions whose definitions are not at hand are published ones: their names tell nothing.
        if bearers[Int(name)].isEmpty, names[Int(name)].hasPrefix("extension-definition--") { return .whole }
        if descriptors.contains(name) { return .whole }
        var best = Fate.withheld
        for place in bearers[Int(name)] where entries[Int(place)].fate.rawValue < best.rawValue {
            best = entries[Int(place)].fate
        }
        if best != .whole, context.isKnown(names[Int(name)]) { return .whole }
        if best == .withheld, bearers[Int(name)].isEmpty, context.given(names[Int(name)]) != nil { return .rendition }
        return best
    }
}
