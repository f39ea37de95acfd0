extension Wording {
    /// The results in Japanese.
    static func japanese(_ code: GroundCode) -> Wording {
        switch code {
        case .partyUnknown:
            Wording("提供元または提供先が締約国・機関として宣言されていない", "協定集に締約国・機関を宣言する")
        case .markingsKnown:
            Wording("すべての表示の意味が判明している")
        case .markingUnknown:
            Wording("隔離中：表示 `{value}` の意味が不明である", "表示定義 `{value}` を取り込むか、保全担当官がその意味を定める")
        case .markingAbsent:
            Wording("誰に渡してよいかを示す表示がない", "作成者が表示を付す")
        case .markingTravels:
            Wording("表示定義はそれが付されたものと共に渡る")
        case .statementExplained:
            Wording("この声明は提供を制限しないと保全担当官が定めている：`{value}`")
        case .markingExplained:
            Wording("この表示の意味を保全担当官が定めている：`{value}`")
        case .schemeUnknown:
            Wording("区分体系 `{value}` が宣言されていない", "区分体系 `{value}` とその区分を宣言する")
        case .levelUnknown:
            Wording("この区分体系に `{value}` という区分はない", "作成者が区分 `{value}` を訂正する")
        case .levelLookAlike:
            Wording("`{value}` は区分名に見えるが、別の文字体系の文字を含む", "作成者が `{value}` を一つの文字体系で書く")
        case .handlingMarking:
            Wording("`{value}` は取扱注記であり、秘密区分でも提供の根拠でもない", "作成者が秘密区分または TLP を付す")
        case .dateUnknown:
            Wording("`{value}` は日付ではない", "作成者が日付 `{value}` を訂正する")
        case .originUnknown:
            Wording("作成元 `{value}` が締約国・機関として宣言されていない", "協定集に `{value}` を締約国・機関として宣言する")
        case .notClassified:
            Wording("秘密指定されていないため、協定は要らない")
        case .returnsToOriginator:
            Wording("{party} 自身の情報であり、そこへ戻る")
        case .agreementInForce:
            Wording("{agreement} が {from} と {to} の間で発効している")
        case .agreementNotInForce:
            Wording("{from} と {to} の間の {agreement} では何も提供できない：状態は `{value}` である", "{agreement} が発効する")
        case .noAgreement:
            Wording("{from} と {to} の間に発効中の秘密保護協定がない", "{from} と {to} の間の秘密保護協定が発効する")
        case .articlesNotRead:
            Wording(
                "{agreement} の未読の条文が何を求めるかは不明である",
                "担当官が {agreement} を読み、ファイルを補う"
            )
        case .subjectCovered:
            Wording("{agreement} は {value} を対象とし、主題がこれに当たる")
        case .subjectNotCovered:
            Wording("{agreement} の対象は {value} のみであり、主題はこれに当たらない", "主題を対象とする別の協定による")
        case .subjectMissing:
            Wording("{agreement} の対象は {value} のみであり、主題が示されていない", "担当官が主題を示す")
        case .ceilingMet:
            Wording("{level} は上限 {other} を超えない")
        case .ceilingExceeded:
            Wording("{level} は上限 {other} を超える", "作成元が区分を {other} に下げる")
        case .ceilingNotComparable:
            Wording("{level} を {agreement} の上限と比べることができない", "協定がこの区分体系の上限を定める")
        case .electronicCeilingMet:
            Wording("{level} は電子的経路の上限 {other} を超えない")
        case .electronicCeilingExceeded:
            Wording("{level} は電子的経路の上限 {other} を超える", "使送（クーリエ）で送る")
        case .courierOnly:
            Wording("{agreement} では秘密情報は使送（クーリエ）でのみ渡せる", "使送（クーリエ）で送る")
        case .equivalent:
            Wording("{level} には {other} が対応し、提供先はこれを付さなければならない")
        case .equivalentByOriginator:
            Wording("作成元が {to} と結んだ {agreement} により、{level} には {other} が対応する")
        case .equivalentByConsent:
            Wording("作成元が同意 `{value}` で述べたとおり、{level} には {other} が対応する")
        case .equivalenceNone:
            Wording(
                "{agreement} は {level} に対応する {party} の区分を挙げていない",
                "作成元が区分を {other} に下げる",
                withoutOther: "{party} が {level} に何を適用すべきかを {agreement} が定める"
            )
        case .equivalenceUnknown:
            Wording("{agreement} で {level} に何が対応するかは、ここでは判明していない", "{agreement} の対応表を入力する")
        case .equivalenceMissing:
            Wording("{agreement} に {level} の行がない", "協定が {level} の対応を定めるか、作成元の同意がそれを示す")
        case .onList:
            Wording("{party} は一覧 `{value}` にある")
        case .notOnList:
            Wording("{party} は一覧 `{value}` にない", "作成元が一覧に {party} を加える")
        case .caveatKept:
            Wording("受領側は {agreement} で `{value}` を守ると約束している")
        case .caveatNotKept:
            Wording("`{value}` を守るという受領側の約束が見当たらない", "作成元が `{value}` を外すか、協定がこれを定める")
        case .originatorControlled:
            Wording("以後の提供はその都度作成元の承認を要し、作成元は {party} 自身である")
        case .tlpOpen:
            Wording("{value} は {party} に渡せる")
        case .tlpNamed:
            Wording("{value}：提供行為で {party} が提供先として明示されている")
        case .tlpNotNamed:
            Wording("{value}：提供行為で {party} が提供先として明示されていない", "担当官が提供行為で {party} を提供先として明示する")
        case .tlpClosed:
            Wording("{value} は作成元の組織の中にとどまる", "作成者が表示を下げる")
        case .privilegePermitted:
            Wording(
                "表示は {party} に許可している：`{value}`"
            )
        case .privilegeDenied:
            Wording(
                "表示は {party} に禁じている：`{value}`",
                "作成元がこの規則を変更するか、{party} が協定で遵守を約束する"
            )
        case .privilegeKept:
            Wording(
                "{party} は {agreement} で、表示が禁じることを守ると約束している：`{value}`"
            )
        case .privilegeNotPermitted:
            Wording(
                "表示は許可していないことを禁じており（`{value}`）、{party} に許可する規則がない",
                "作成元が {party} に許可するか、{party} が属する集団を協定で定める"
            )
        case .sharingPermitted:
            Wording(
                "表示は {party} との共有を許可している：`{value}`"
            )
        case .sharingDenied:
            Wording(
                "表示は {party} との共有を禁じている：`{value}`",
                "作成元がこの規則を変更する"
            )
        case .sharingNotPermitted:
            Wording(
                "表示は許可していない共有を禁じており（`{value}`）、{party} が属する集団を許可する規則がない",
                "作成元が {party} との共有を許可するか、{party} が属する集団を協定で定める"
            )
        case .groupUnknown:
            Wording(
                "表示が禁じる集団に {party} が属するかどうかを定める発効中の協定がない：`{value}`",
                "{party} が属する集団を協定で定める"
            )
        case .originOwn:
            Wording("{party} 自身の情報である")
        case .originHandedIn:
            Wording("`{value}` から持ち込まれ、誰も引き取っていない", "担当官が自国のものとして取り込む")
        case .originIsRecipient:
            Wording("{party} 自身が作成元の一つである")
        case .originMarkedClear:
            Wording("{party} が {value} と表示しており、誰でも渡してよい")
        case .relay:
            Wording("{agreement} により {from} は {party} が {to} のために渡すものを取り次げる")
        case .consentGiven:
            Wording("{party} が書面で同意している：`{value}`")
        case .consentMissing:
            Wording("{party} の情報であり、{to} に渡す書面の同意がない。沈黙は否である", "{party} がこの件を {to} に渡すことに書面で同意する")
        case .ownEyes:
            Wording(
                "自国限りの文書であり、いかなる協定によっても提供できません",
                "提供できる内容は別の文書として作成する"
            )
        case .embargoed:
            Wording(
                "{day} まで公開禁止期間であり、それより前には一切提供しない",
                "その日に提供するか、公開禁止のない版を作成する"
            )
        case .exerciseFeedOpen: Wording("{party} 向けのフィードは `{value}` に開かれている")
        case .exerciseFeedClosed:
            Wording(
                "{party} 向けのフィードは `{value}` に開かれていない",
                "担当官が {party} 向けのフィードを当該演習とそのセルに開く"
            )
        case .recalled:
            Wording("{party} が回収を求めている：`{value}`", "{party} が回収を解くか、新しい版を渡す")
        case .consentRefused:
            Wording("{party} は拒否した：`{value}`", "{party} が回答を改める")
        case .consentOver:
            Wording("{party} の同意 `{value}` は {day} に終わった", "{party} が同意 `{value}` を更新する")
        case .consentNotYet:
            Wording("{party} の同意 `{value}` は {day} に始まる", "{day} まで待つ")
        case .consentNotWritten:
            Wording("{party} の同意 `{value}` は書面ではない", "{party} が同意 `{value}` を書面にする")
        case .consentOtherPurpose:
            Wording("{party} の同意 `{value}` は別の目的のものである", "{party} がこの目的にも同意する")
        case .equipmentConsentMissing:
            Wording("装備は {party} が移転したもので、{to} に渡すことに同意していない", "{party} が {to} への再移転に書面で同意する")
        case .purposeMet:
            Wording("提供時の目的 `{value}` のために求められている")
        case .purposeDiffers:
            Wording("{value} のためだけに提供されたものである", "作成元が別の目的に同意する")
        case .purposeMissing:
            Wording("{value} のために提供されたものだが、求める目的が示されていない", "提供先が目的を示す")
        case .reviewSet:
            Wording("作成元は {day} に区分を見直す")
        case .reviewPast:
            Wording("区分の見直しの期日 {day} が過ぎている", "作成元が区分を見直す")
        case .reviewMissing:
            Wording("{agreement} は見直しの期日を求めるが、定められていない", "作成元が見直しの期日を定める")
        case .assuranceGiven:
            Wording("{party} は {agreement} に基づく保護を保証している")
        case .assuranceMissing:
            Wording("{agreement} は最初の提供の前に {party} の保護の保証を求める", "{party} が書面で保護を保証する")
        case .contractorCleared:
            Wording("契約業者の施設と職員は適格と確認されている")
        case .contractorNotCleared:
            Wording("契約業者の施設または職員が適格と確認されていない", "契約業者の施設と職員の適格性を確認する")
        case .contractorNotCovered:
            Wording("{agreement} は契約業者について定めていない", "{to} の当局に渡す")
        case .officerDecides:
            Wording("提供の義務はなく、担当官の行為が提供となる")
        case .instructionCovers:
            Wording("常時指示 `{value}` がこれを認めている")
        case .versionNarrowed:
            Wording("新しい版はこの形では渡せないため、古い版も両方についての決定なしには渡せない", "新しい版を閲覧できる開示担当官が、どの版を渡すかを決定する")
        case .officerNeeded:
            Wording("まだ誰も決定していない", "開示担当官が決定する")
        case .meaninglessWithout:
            Wording("非開示の部分を除くとオブジェクトは意味をなさない", "参照先を提供するか、代替文言を書く")
        case .notRenderable:
            Wording(
                "全体として提供するか否かしかできず、参照先が非開示である",
                "参照先を提供する"
            )
        case .creatorAbsent:
            Wording(
                "作成者の識別情報がここになく、代わりに名乗ることはしない",
                "作成者の識別情報を取り込むか、ここにないものの識別子を付けて渡すことを認める"
            )
        case .referenceAbsent:
            Wording(
                "ここにないものなしでは意味をなさない",
                "参照先を取り込むか、ここにないものの識別子を付けて渡すことを認める"
            )
        case .absentNamed: Wording("{agreement} により、ここにないものへの参照を残すことができる")
        case .sightersWithheld: Wording("検知した者は示さず、締約国・機関の名のみで伝える")
        case .sightersNamed: Wording("{agreement} により、検知した者を示すことができる")
        case .countWithheld: Wording("{agreement} により、少ない件数は示さず、検知の事実のみを伝える")
        case .countBanded: Wording("{agreement} により、件数は概数の区分で伝える")
        case .portionsIgnored:
            Wording(
                "提供先のソフトウェアは部分の表示を無視し、この部分はオブジェクトより高く表示されている",
                "部分の表示を守るソフトウェアで読み、そうでないとする記録を閉じる"
            )
        case .translationGiven:
            Wording(
                "提供先のソフトウェアは language-content を読まないため、本文を翻訳で渡す：{value}"
            )
        case .translationWithheld:
            Wording("翻訳元のオブジェクトが非開示である", "翻訳元のオブジェクトを提供する")
        case .clearanceHeld:
            Wording("適格性 {other} は {level} を含む")
        case .clearanceTooLow:
            Wording("適格性 {other} は {level} を含まない", "{level} の適格性確認")
        case .clearanceMissing:
            Wording("{level} の区分体系の適格性確認がない", "{level} の適格性確認")
        case .clearanceOver:
            Wording("適格性確認は {day} に終わった", "適格性確認を更新する")
        case .needToKnow:
            Wording("職務上知る必要がある：`{value}`")
        case .noNeedToKnow:
            Wording("知る必要のある職務が記録されていない。階級・地位・適格性だけでは認められない", "必要とする職務を記録する")
        case .briefed:
            Wording("{day} に義務の説明を受けた")
        case .notBriefed:
            Wording("義務の説明の記録がない", "本人に説明する")
        case .notRegistered:
            Wording("施設の名簿にない", "施設の名簿に載せる")
        case .nationalityOnList:
            Wording("{party} の国民は一覧 `{value}` に含まれる")
        case .nationalityNotOnList:
            Wording("{party} の国民は一覧 `{value}` に含まれない", "作成元が一覧を広げる")
        case .inCell: Wording("当人は `{value}` のセルに属する")
        case .notInCell:
            Wording(
                "当人は `{value}` のいずれのセルにも属さない",
                "保全担当官が当人をセルに登録する"
            )
        case .personKnown:
            Wording("本人が判明している")
        }
    }
}
