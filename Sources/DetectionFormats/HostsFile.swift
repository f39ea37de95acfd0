/// Names that lead nowhere, as `/etc/hosts` has them; only names themselves can be said.
enum HostsFile {
    static func write(_ source: inout DetectionSource) -> DetectionAnswer {
        let entries = source.merged { value throws(Unsaid) in
            guard value.kind == .domain else { throw Unsaid(.property) }
            guard value.direction == .any else { throw Unsaid(.direction) }
            guard !value.isBelow else { throw Unsaid(.operation) }
            try ValueRules.check(name: value)
            return value.text
        }
        var file = DetectionFile("hosts")
        for (name, places) in entries {
            for place in places { file.add("# " + source.detections[place].trace) }
            file.add("0.0.0.0 " + name, places[0])
            for place in places.dropFirst() { file.note(place) }
        }
        return DetectionAnswer(files: [file], remarks: source.remarks)
    }
}

/// Values of a kind each, one a line and nothing else, for programs that take no comments.
struct ValueList {
    let file: String
    let kinds: Set<DetectedValue.Kind>

    static let all = [
        ValueList(file: "addresses.txt", kinds: [.address, .network]),
        ValueList(file: "domains.txt", kinds: [.domain]), ValueList(file: "urls.txt", kinds: [.url]),
        ValueList(file: "emails.txt", kinds: [.email]), ValueList(file: "md5.txt", kinds: [.md5]),
        ValueList(file: "sha1.txt", kinds: [.sha1]), ValueList(file: "sha256.txt", kinds: [.sha256]),
        ValueList(file: "sha512.txt", kinds: [.sha512]), ValueList(file: "file-names.txt", kinds: [.fileName]),
    ]

    static func write(_ source: inout DetectionSource) -> DetectionAnswer {
        var found: [DetectedValue.Kind: [String: [Int]]] = [:]
        source.eachValue { place, _, value, _ throws(Unsaid) in
            try check(value)
            if found[value.kind]?[value.text]?.last == place { return }
            found[value.kind, default: [:]][value.text, default: []].append(place)
        }
        let files = all.map { list in
            var file = DetectionFile(list.file)
            let values = list.kinds.flatMap { found[$0] ?? [:] }.sorted { $0.key < $1.key }
            for (value, places) in values {
                file.add(value, places[0])
                for place in places.dropFirst() { file.note(place) }
            }
            return file
        }
        return DetectionAnswer(files: files, remarks: source.remarks)
    }

    private static func check(_ value: DetectedValue) throws(Unsaid) {
        guard all.contains(where: { $0.kinds.contains(value.kind) }) else { throw Unsaid(.property) }
        guard value.direction == .any else { throw Unsaid(.direction) }
        guard !value.isBelow else { throw Unsaid(.operation) }
        switch value.kind {
        case .domain: try ValueRules.check(name: value)
        case .address, .network: try ValueRules.check(address: value)
        default: break
        }
        // What begins so is a formula or a comment where lists are opened by other programs.
        if let first = value.text.utf8.first, "=+-@#;".utf8.contains(first) { throw Unsaid(.characters) }
    }
}
