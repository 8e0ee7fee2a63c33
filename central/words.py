"""What the command line says, by code: what happened, what stands, what to do next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from central.refusals import WORDS
from core.domain.errors import EnvironmentFault, FieldError

_REFUSALS: Final[dict[str, str]] = {
    "site_invalid": "Mã điểm tiếp nhận chỉ gồm chữ không dấu, số, dấu chấm và gạch, tối đa 40.",
    "station_invalid": "Số máy trạm từ 1 đến 99.",
    "site_unknown": "Chưa có điểm tiếp nhận {site}. Tạo bằng lệnh: site set {site} --name TÊN.",
    "station_unknown": "Máy trạm {station} chưa ghi danh ở điểm này. Xem lệnh status.",
    "missing": "Thiếu thông tin bắt buộc. Điền rồi chạy lại.",
    "out_of_range": "Phải trong khoảng {low} đến {high}.",
    "file_exists": "Tệp {path} đã có. Không ghi đè; chọn tên khác.",
    "file_unreadable": "Không đọc được tệp {path}. Kiểm tra đường dẫn.",
    "file_too_large": "Tệp lớn hơn {limit} byte.",
    "folder_missing": "Không có thư mục {path}. Tạo thư mục hoặc chọn chỗ khác.",
    "backup_damaged": "Bản sao lưu {path} bị hỏng hoặc bị sửa. Không có gì bị thay đổi; dùng bản"
    " khác.",
    "database_not_empty": "Cơ sở dữ liệu đã có dữ liệu. Không có gì bị thay đổi; khôi phục vào thư"
    " mục mới hoặc cơ sở dữ liệu trống.",
    "passphrase_needed": "Thư mục dữ liệu không có khóa của máy chủ cũ. Chép tệp central.keys vào"
    " đó, đặt biến COUNTER_CENTRAL_PASSPHRASE nếu khóa nằm trong bản sao lưu, hoặc thêm --new-keys"
    " và ghi danh lại mọi máy trạm.",
    "passphrase_wrong": "Sai mật khẩu của bản sao lưu (COUNTER_CENTRAL_PASSPHRASE).",
    "not_a_backup": "Tệp {path} không phải bản sao lưu của máy chủ tỉnh.",
    # files that are handed in
    "not_utf8": "Tệp không phải UTF-8 (byte {at}). Lưu lại tệp với mã UTF-8 rồi nhập lại.",
    "csv_invalid": "Tệp CSV hỏng: {detail}. Không có gì thay đổi; sửa tệp rồi nhập lại.",
    "columns_missing": "Thiếu cột: {columns}. Không có gì thay đổi; sửa dòng đầu của tệp.",
    "duplicate_code": "Mã {code} xuất hiện hai lần. Không có gì thay đổi; bỏ một dòng.",
    "file_invalid": "Tệp không đúng dạng ({detail}). Không có gì thay đổi; sửa tệp rồi nhập lại.",
    "line_too_long": "Dòng dài quá {limit} byte nên không đọc. Các dòng khác không ảnh hưởng.",
    "json_invalid": "Dòng này không phải JSON hợp lệ. Sửa dòng rồi nhập lại; các dòng khác không"
    " ảnh hưởng.",
    "json_not_object": "Mỗi dòng phải là một đối tượng JSON {{…}}.",
    "unknown_field": "Không có ô nào tên như vậy. Sửa tên ô rồi nhập lại.",
    "wrong_type": "Giá trị không đúng kiểu. Sửa ô này rồi nhập lại.",
    "control_character": "Có ký tự điều khiển. Bỏ ký tự đó rồi nhập lại.",
    "too_long": "Dài {length} ký tự, tối đa {limit}. Rút ngắn rồi làm lại.",
    "too_many": "Quá nhiều mục, tối đa {limit}. Chia nhỏ rồi nhập lại.",
    "date_invalid": "Ngày giờ không hợp lệ. Ghi theo dạng năm-tháng-ngày, ví dụ 2026-11-27 hoặc"
    " 2026-11-27T17:00.",
    "limit_invalid": "Thời hạn “{limit}” không hợp lệ. Ghi ví dụ: 5 working_days, 15 days, 4 hours,"
    " same_day.",
    "name_without_letters": "Tên chỉ có số hoặc dấu, không có chữ nào. Ghi tên theo giấy tờ.",
    "not_a_choice": "Chỉ nhận một trong: {choices}.",
    "portal_code_invalid": "Mã hồ sơ trên cổng gồm 4 đến 60 chữ, số, dấu chấm và gạch. Sửa mã rồi"
    " nhập lại.",
    # codes and decisions
    "dossier_unknown": "Không tìm thấy hồ sơ {code}. Kiểm tra lại số, hoặc chờ quầy đồng bộ rồi làm"
    " lại.",
    "number_ambiguous": "Số {code} nằm trên hai hồ sơ. Chưa có gì thay đổi; xử lý dòng ngoại lệ"
    " trước.",
    "code_invalid": "Mã “{code}” không có dạng của mã hồ sơ chính thức, ví dụ H49.215-261125-0042.",
    "code_bound_already": "Hồ sơ này đã có mã {code}. Chưa có gì thay đổi; đối chiếu hai mã.",
    "code_taken": "Mã {code} đã thuộc một hồ sơ khác. Chưa có gì thay đổi; đối chiếu danh sách.",
    "transition_not_allowed": "Hồ sơ đang “{before}”, không chuyển sang “{after}” được. Chưa có gì"
    " thay đổi.",
    "agency_identifier_invalid": "Mã định danh {identifier} không đúng dạng, ví dụ H49.215.",
    # people
    "login_invalid": "Tên đăng nhập chỉ gồm chữ không dấu, số, dấu chấm và gạch, tối đa 40.",
    "password_needed": "Cần mật khẩu: đặt biến COUNTER_PASSWORD, hoặc --password-stdin.",
    "password_short": "Mật khẩu phải có ít nhất {least} ký tự. Chọn mật khẩu dài hơn.",
    "operator_unknown": "Không có người dùng {login}.",
    "station_twice": "Một máy trạm được ghi hai lần. Bỏ một lần rồi chạy lại.",
    # what is sent on
    "national_missing": "Chưa đặt biến COUNTER_CENTRAL_NATIONAL là địa chỉ nhận của cổng. Đặt biến"
    " rồi chạy lại, hoặc dùng export file.",
    "practice_outgoing": "Máy chủ tập huấn không gửi hồ sơ đi đâu. Chạy lệnh này ở máy chủ thật.",
    # exceptions and ordinals
    "exception_unknown": "Không có dòng ngoại lệ {line} ở điểm này. Xem lệnh exceptions.",
    "exception_closed": "Dòng ngoại lệ {line} đã có quyết định. Không ghi thêm.",
    "ordinal_given": "Số bắt đầu phải từ {low} đến {high}; số thấp hơn có thể đã cấp. Chưa có gì"
    " thay đổi; chọn số khác.",
    "day_not_frozen": "Ngày {day} không bị tạm ngừng cấp số. Không có gì thay đổi.",
}

_FAULTS: Final[dict[str, str]] = {
    "disk_full": "Chưa lưu vì ổ đĩa đầy. Những gì đã báo nhận vẫn còn nguyên. Dọn ổ đĩa rồi chạy"
    " lại.",
    "read_only": "Chưa lưu vì cơ sở dữ liệu chỉ cho đọc. Những gì đã báo nhận vẫn còn nguyên. Mở"
    " quyền ghi rồi chạy lại.",
    "io_error": "Lỗi đọc ghi tại {path} ({cause}). Những gì đã báo nhận vẫn còn nguyên. Kiểm tra ổ"
    " đĩa và quyền rồi chạy lại.",
    "damaged": "Dữ liệu tại {path} bị hỏng. Không ghi gì thêm; khôi phục từ bản sao lưu.",
    "locked": "Chưa lưu vì chương trình khác đang giữ dữ liệu. Chờ vài giây rồi chạy lại.",
    "database_unreachable": "Không nối được PostgreSQL ({cause}). Kiểm tra --database và máy chủ"
    " cơ sở dữ liệu rồi chạy lại.",
    "database_too_old": "PostgreSQL {version} quá cũ; cần từ bản {oldest}.",
    "database_needed": "Thư mục {path} không có PostgreSQL đi kèm. Thêm --database như khi chạy"
    " serve.",
    "newer_database": "Cơ sở dữ liệu do phiên bản mới hơn tạo. Cài phiên bản mới rồi chạy lại.",
    "keys_other": "Cơ sở dữ liệu này thuộc về khóa khác. Dùng đúng thư mục dữ liệu (--data) hoặc"
    " chép tệp central.keys của máy chủ cũ vào đó.",
    "practice_other": "Máy chủ tập huấn và máy chủ thật không đổi cho nhau được. Thêm hoặc bỏ"
    " --practice cho đúng, hoặc chọn thư mục khác.",
    "no_data_folder": "Không thấy dữ liệu của máy chủ tại {path}. Kiểm tra --data, hoặc chạy serve"
    " trước.",
    "embedded_missing": "Bản cài này không có PostgreSQL đi kèm. Cài phần central-embedded, hoặc"
    " chỉ ra máy chủ bằng --database.",
    "embedded_failed": "PostgreSQL đi kèm không khởi động được ({cause}). Xem nhật ký tại {path}.",
    "socket_path_long": "Đường dẫn {path} quá dài cho PostgreSQL đi kèm ({bytes} byte, tối đa"
    " {most}). Chọn thư mục dữ liệu ngắn hơn.",
    "cannot_listen": "Không mở được cổng {listen} ({cause}). Chọn cổng khác, hoặc tắt chương trình"
    " đang dùng cổng đó.",
    "outgoing_invalid": "Biến {name} không dùng được (cần dạng {why}). Chưa gửi gì; sửa biến rồi"
    " chạy lại.",
    "mapping_invalid": "Bảng ánh xạ {path} không dùng được ({why}). Chưa gửi gì; sửa tệp rồi chạy"
    " lại.",
    "certificate_invalid": "Không dùng được chứng thư hoặc khóa TLS ({cause}). Kiểm tra"
    " --certificate và --key.",
    "cannot_serve": "Máy chủ không chạy được. Xem các dòng lỗi phía trên.",
}

#: said on standard error beside a result
NOTICES: Final[dict[str, str]] = {
    "plain_http": "Đang nghe ngoài máy này mà không có TLS. Đặt máy chủ sau một proxy TLS, hoặc"
    " thêm --certificate và --key.",
    "code_once": "Mã dùng một lần, có hạn {days} ngày. Đưa tận tay người cài máy trạm.",
    "rebuild_advised": "Có sự kiện đã nhận nay bị thu hồi. Chạy lệnh rebuild để bảng kê theo kịp.",
    "keys_apart": "Khóa của máy chủ không nằm trong bản sao lưu. Cất riêng tệp {path}, hoặc đặt"
    " biến COUNTER_CENTRAL_PASSPHRASE khi sao lưu.",
    "restored": "Đã khôi phục. Chạy serve; máy trạm sẽ tự gửi lại phần đã mất. Khóa bị thu hồi sau"
    " bản sao lưu phải thu hồi lại.",
    "lines_done": "Được {good} dòng, không được {bad} dòng.",
    "enrol_anew": "Đã khôi phục với khóa mới. Chạy serve rồi ghi danh lại mọi máy trạm.",
}


class _Blank(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "…"


def _fill(text: str, params: Mapping[str, Any]) -> str:
    return text.format_map(_Blank(params))


def refusal(error: FieldError) -> str:
    """The sentence for one thing wrong."""
    text = _REFUSALS.get(error.code) or WORDS[error.code][1]
    return _fill(text, error.params)


def fault(found: EnvironmentFault) -> str:
    """The sentence for a fault of the machine or the database."""
    return _fill(_FAULTS[found.code], found.params)


def notice(code: str, **params: Any) -> str:
    """A sentence beside a result."""
    return _fill(NOTICES[code], params)


def known_codes() -> frozenset[str]:
    """Every code that has words."""
    return frozenset({*_REFUSALS, *_FAULTS, *WORDS})
