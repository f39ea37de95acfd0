import Labels

/// `entente label`: confidentiality labels of ADatP-4774 and policies of Open XML SPIF.
enum LabelVerb {
    static let verb = Verb(
        name: "label",
        summary: "render, check, decide and translate confidentiality labels",
        synopsis: "ACTION [LABEL] [CLEARANCE] [--policy SPIF.xml]… [OPTIONS]",
        description: """
            Labels are ADatP-4774 XML, the XML of the library spiffing, or (convert) JSON; policies are Open XML SPIF
            2.1. A file of `-` is standard input.

              render LABEL            prints the marking; with --portion, what stands in front of a portion
              render CLEARANCE        prints what a reader is cleared for
              check LABEL             is it valid under its policy? prints all findings; with --strict, warnings count
              decide LABEL CLEARANCE  may a reader with this clearance see it? prints yes, or no with the reasons
              translate LABEL         prints the equivalent label in the policy of --to: give both policies
              convert LABEL           prints the label as --as says: adatp (the default), spiffing or json
              policy SPIF             prints the policy as SPIF 2.1, or its content with --json

            Exit status: 0 done, the answer is yes; 1 the answer is no: the label is not valid, may not be seen, has no
            marking or no equivalent; 2 if a file cannot be read, is no XML of that kind, or the policy is missing.
            """,
        options: [
            .value("policy", "SPIF.xml", "a policy; the first that the label names is used", isRepeatable: true),
            .value("lang", "TAG", "render: the language, such as `fr` or `fr-CA`"),
            .flag("portion", "render: the marking of a portion"),
            .flag("strict", "check: warnings make the answer no"),
            .value("to", "POLICY", "translate: the other policy, by its name or object identifier"),
            .value("as", "SYNTAX", "convert: `adatp`, `spiffing` or `json`"),
            .flag("json", "print the answer as json"),
        ],
        examples: [
            "entente label render --policy nato.xml --lang fr label.xml",
            "entente label render --policy nato.xml clearance.xml",
            "entente label check --policy nato.xml label.xml",
            "entente label decide --policy nato.xml label.xml clearance.xml",
            "entente label translate --policy a.xml --policy b.xml --to B label.xml",
        ],
        run: run
    )

    private static let actions = ["render", "check", "decide", "translate", "convert", "policy"]

    @Sendable
    private static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        guard let action = arguments.operands.first, actions.contains(action) else {
            throw CommandFailure(
                "an action and a file are needed",
                help: "the actions are " + actions.map { "`\($0)`" }.joined(separator: ", ")
            )
        }
        let wanted = action == "decide" ? 3 : 2
        guard arguments.operands.count == wanted else {
            let what = action == "decide" ? "a label and a clearance" : action == "policy" ? "one SPIF" : "one label"
            throw CommandFailure("`label \(action)` needs \(what)")
        }
        let files = try LabelFiles(arguments)
        let path = arguments.operands[1]
        switch action {
        case "render": return try LabelRender.run(path, files, arguments)
        case "check": return try LabelCheck.run(path, files, arguments)
        case "decide": return try LabelDecide.run(path, arguments.operands[2], files, arguments)
        case "translate": return try LabelTranslate.run(path, files, arguments)
        case "convert": return try LabelConvert.run(path, files, arguments)
        default: return try LabelConvert.policy(path, arguments)
        }
    }
}
