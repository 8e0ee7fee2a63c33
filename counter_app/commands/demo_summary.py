"""The demo's summary for people, in Vietnamese."""

from __future__ import annotations

from typing import Any


def markdown(result: dict[str, Any]) -> str:
    """The summary for people, in Vietnamese."""
    figures, amend = result["counts"], result["amend"]
    search, cancel = result["search"], result["cancel"]
    first = search["first"]
    found = f", đầu tiên là {first['owner']} ({first['dossier_code']})" if first else ""
    verdict = "toàn vẹn" if result["verify"]["ok"] else "CÓ SAI LỆCH"
    lines = [
        "# Phường tập huấn",
        "",
        "Mọi người trong dữ liệu này đều là giả định. Giấy in ra mang dấu “BẢN TẬP”.",
        "",
        f"- Kết quả: **{'đạt' if result['ok'] else 'CHƯA ĐẠT'}**, {result['seconds']:.1f} giây,"
        f" bản {result['program']}, lúc {result['made_at']}",
        f"- Tiếp nhận: {figures['dossiers']} hồ sơ; {figures['official']} mã chính thức,"
        f" {figures['provisional']} số tạm (chưa biết mã định danh cơ quan giải quyết);"
        f" {figures['with_due_date']} có ngày hẹn trả",
        f"- Giấy hẹn: {figures['receipts']} tệp trong `receipts/`, mỗi tệp hai liên",
        f"- Tìm “{search['typed']}”: {search['hits']} hồ sơ{found}",
        f"- Sửa {amend['dossier_code']}: điện thoại thành {amend['phone_stored']};"
        f" bản in lại `{amend['reprint']}`",
        f"- Hủy {cancel['dossier_code']}: {cancel['reason']}",
        f"- Sao lưu: `{result['backup']['file']}`, {result['backup']['bytes']} byte;"
        " khóa khôi phục trong `recovery.txt`",
        f"- Kiểm tra toàn vẹn: {verdict}, {figures['events']} sự kiện",
        _central(result["central"]),
        "",
        "Làm tiếp: `counter-app --data data find …`, chạy ngay trong thư mục này.",
        "",
        "| Dòng | Số | Chủ hồ sơ | Thủ tục | Hẹn trả | Giấy hẹn |",
        "|---:|---|---|---|---|---|",
    ]
    lines += [_table_row(each) for each in result["dossiers"]]
    for each in result["due_differs_from_file"]:
        due = (each["due_at"] or "không có")[:10]
        lines += ["", f"Dòng {each['line']}: tệp mẫu ghi {each['due_in_file']}, chương trình hẹn"]
        lines[-1] += f" {due}. Hạn tính theo ngày rơi vào ngày nghỉ thì dời sang ngày làm việc"
        lines[-1] += " kế tiếp (BLDS 2015 Đ148.5)."
    return "\n".join(lines) + "\n"


def _table_row(each: dict[str, Any]) -> str:
    number = each["dossier_code"] + (" (tạm)" if each["provisional"] else "")
    due = (each["due_at"] or "chưa công bố")[:16].replace("T", " ")
    owner = each["owner"].replace("|", "\\|").replace("<", "&lt;")
    receipt = f"[PDF]({each['receipt']})" if each["receipt"] else "–"
    return f"| {each['line']} | {number} | {owner} | {each['procedure_code']} | {due} | {receipt} |"


def _central(told: dict[str, Any]) -> str:
    if "skipped" in told:
        return f"- Máy chủ của tỉnh: bỏ qua ({told['skipped']})"
    picture = f", ảnh `central/{told['picture']}`" if told["picture"] else ""
    return (
        f"- Máy chủ của tỉnh (tập huấn): đã nhận {told['at_central']}/{told['here']} sự kiện;"
        f" tra cứu {told['looked_up']} trên trang công khai: `central/{told['page']}`{picture}"
    )
