public import JSON

/// Whole bundles, and what stands around the objects of a bundle that streams by.
extension STIXValidator {
    /// What is wrong with an object, or with a bundle, all objects in it, and between them.
    /// - Parameter value: the object or bundle.
    /// - Returns: the findings in the order of the text.
    public func findings(forBundle value: JSONValue) -> [Finding] {
        var findings = findings(for: value)
        guard value["type"]?.isString("bundle") == true, let objects = value["objects"] else { return findings }
        var bundle = STIXBundleCheck()
        for (place, object) in objects.elements.enumerated() {
            findings += bundle.findings(adding: object, prefix: "objects[\(place)]")
        }
        findings += translationFindings(in: objects)
        return findings
    }

    /// What is wrong with a bundle apart from its objects, which were judged as they came.
    /// - Parameters:
    ///   - members: an object of the members beside `objects`.
    ///   - objectCount: how many objects there were.
    /// - Returns: the findings.
    public func findings(forFrame members: JSONValue, objectCount: Int) -> [Finding] {
        var findings = findings(for: members)
        if members["type"]?.isString("bundle") == true {
            if objectCount == 0 {
                findings.append(
                    Finding(
                        .valueEmpty,
                        .error,
                        path: "objects",
                        spec: "2.12",
                        message: "the list `objects` is empty; leave the property out"
                    )
                )
            }
        } else {
            findings.append(
                Finding(
                    .propertyType,
                    .error,
                    path: "objects",
                    spec: "8.1",
                    message: "a list `objects` belongs to a bundle only"
                )
            )
        }
        return findings
    }

    /// Translations whose object is in the same list: they name its properties, and lists keep their length (7.1.1).
    private func translationFindings(in objects: JSONValue) -> [Finding] {
        var findings: [Finding] = []
        for (place, content) in objects.elements.enumerated()
        where content["type"]?.isString("language-content") == true {
            guard let reference = content["object_ref"]?.string else { continue }
            let version = content["object_modified"]?.string
            let target = objects.elements.first { candidate in
                candidate["id"]?.isString(reference) == true
                    && (version.map { candidate["modified"]?.isString($0) == true } ?? true)
            }
            guard let target else { continue }
            findings += translationFindings(of: content, for: target, prefix: "objects[\(place)]")
        }
        return findings
    }

    /// What is wrong between a language-content object and the object that it translates.
    /// - Parameters:
    ///   - content: the language-content object.
    ///   - target: the object that it translates.
    ///   - prefix: what stands before the paths.
    /// - Returns: the findings.
    public func translationFindings(of content: JSONValue, for target: JSONValue, prefix: String) -> [Finding] {
        guard let contents = content["contents"], contents.kind == .object else { return [] }
        var findings: [Finding] = []
        let start = prefix.isEmpty ? "contents" : prefix + ".contents"
        for language in contents.members {
            let path = start + STIXPath.step(language.name.string ?? "", isFirst: false)
            compare(language.value, with: target, path: path, &findings)
        }
        return findings
    }

    private func compare(
        _ translation: JSONValue,
        with original: JSONValue,
        path: String,
        _ findings: inout [Finding]
    ) {
        func mismatch(_ message: String, _ severity: Finding.Severity = .error) {
            guard severity == .error || options.includesWarnings else { return }
            findings.append(Finding(.translationMismatch, severity, path: path, spec: "7.1.1", message: message))
        }
        switch (translation.kind, original.kind) {
        case (.object, .object):
            for member in translation.members {
                let name = member.name.string ?? ""
                let step = path + STIXPath.step(name, isFirst: false)
                if let value = original[name] {
                    compare(member.value, with: value, path: step, &findings)
                } else {
                    guard options.includesWarnings else { continue }
                    let message = "the translated object has no property `\(name)`; readers ignore it"
                    findings.append(
                        Finding(.translationMismatch, .warning, path: step, spec: "7.1.1", message: message)
                    )
                }
            }
        case (.array, .array):
            guard translation.count == original.count else {
                return mismatch("the list has \(translation.count) elements, the original \(original.count)")
            }
            for (place, pair) in zip(translation.elements, original.elements).enumerated() {
                compare(pair.0, with: pair.1, path: path + "[\(place)]", &findings)
            }
        case (.string, .string): break
        case (_, .string), (_, .array), (_, .object):
            mismatch("the translation has another kind of value than the original")
        default: mismatch("the original has no language; readers ignore this", .warning)
        }
    }
}
