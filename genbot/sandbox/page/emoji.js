// Short codes and the characters they stand for: the ones people and bots reach for.
import { el } from "./dom.js";

const TABLE = `
grinning 😀 smiley 😃 smile 😄 grin 😁 laughing 😆 satisfied 😆 sweat_smile 😅 joy 😂 rolling_on_the_floor_laughing 🤣 rofl 🤣 slightly_smiling_face 🙂
upside_down_face 🙃 wink 😉 blush 😊 innocent 😇 heart_eyes 😍 star-struck 🤩 kissing_heart 😘 yum 😋 stuck_out_tongue 😛 zany_face 🤪 money_mouth_face 🤑
hugging_face 🤗 thinking_face 🤔 thinking 🤔 neutral_face 😐 expressionless 😑 no_mouth 😶 smirk 😏 unamused 😒 face_with_rolling_eyes 🙄 grimacing 😬
relieved 😌 pensive 😔 sleepy 😪 sleeping 😴 mask 😷 exploding_head 🤯 partying_face 🥳 sunglasses 😎 nerd_face 🤓 confused 😕 worried 😟 open_mouth 😮
flushed 😳 pleading_face 🥺 cry 😢 sob 😭 scream 😱 sweat 😓 tired_face 😫 yawning_face 🥱 triumph 😤 rage 😡 angry 😠 skull 💀 clown_face 🤡 ghost 👻 alien 👽 robot_face 🤖 robot 🤖
wave 👋 raised_hand ✋ hand ✋ ok_hand 👌 pinched_fingers 🤌 v ✌️ crossed_fingers 🤞 love_you_gesture 🤟 the_horns 🤘 call_me_hand 🤙 point_left 👈 point_right 👉
point_up_2 👆 point_down 👇 point_up ☝️ +1 👍 thumbsup 👍 -1 👎 thumbsdown 👎 fist ✊ clap 👏 raised_hands 🙌 open_hands 👐 handshake 🤝 pray 🙏 writing_hand ✍️ muscle 💪 eyes 👀 eye 👁️ brain 🧠
bust_in_silhouette 👤 busts_in_silhouette 👥 shrug 🤷 man-shrugging 🤷‍♂️ woman-shrugging 🤷‍♀️ facepalm 🤦 dancer 💃
heart ❤️ orange_heart 🧡 yellow_heart 💛 green_heart 💚 blue_heart 💙 purple_heart 💜 black_heart 🖤 broken_heart 💔 sparkling_heart 💖 100 💯 boom 💥 collision 💥 dizzy 💫 sweat_drops 💦 dash 💨 speech_balloon 💬 thought_balloon 💭 zzz 💤
dog 🐶 cat 🐱 mouse 🐭 fox_face 🦊 bear 🐻 panda_face 🐼 tiger 🐯 unicorn_face 🦄 pig 🐷 frog 🐸 monkey 🐒 chicken 🐔 penguin 🐧 bird 🐦 owl 🦉 butterfly 🦋 snail 🐌 bug 🐛 bee 🐝 turtle 🐢 octopus 🐙 whale 🐳 dolphin 🐬 shark 🦈
seedling 🌱 herb 🌿 four_leaf_clover 🍀 cactus 🌵 palm_tree 🌴 evergreen_tree 🌲 rose 🌹 sunflower 🌻 tulip 🌷 cherry_blossom 🌸 maple_leaf 🍁 fallen_leaf 🍂
apple 🍎 green_apple 🍏 lemon 🍋 banana 🍌 watermelon 🍉 grapes 🍇 strawberry 🍓 peach 🍑 cherries 🍒 pineapple 🍍 avocado 🥑 tomato 🍅 hot_pepper 🌶️ corn 🌽 garlic 🧄 onion 🧅
bread 🍞 cheese_wedge 🧀 egg 🥚 fried_egg 🍳 hamburger 🍔 fries 🍟 pizza 🍕 hotdog 🌭 sandwich 🥪 taco 🌮 burrito 🌯 salad 🥗 ramen 🍜 spaghetti 🍝 sushi 🍣 rice 🍚 icecream 🍦 doughnut 🍩 cookie 🍪 cake 🍰 birthday 🎂 popcorn 🍿 coffee ☕ tea 🍵 beer 🍺 beers 🍻 wine_glass 🍷 cocktail 🍸 tropical_drink 🍹 knife_fork_plate 🍽️
sunny ☀️ partly_sunny ⛅ cloud ☁️ rain_cloud 🌧️ thunder_cloud_and_rain ⛈️ snowflake ❄️ zap ⚡ fire 🔥 droplet 💧 ocean 🌊 rainbow 🌈 crescent_moon 🌙 moon 🌔 full_moon 🌕 star ⭐ star2 🌟 sparkles ✨ comet ☄️ earth_africa 🌍 earth_americas 🌎 globe_with_meridians 🌐
gift 🎁 tada 🎉 confetti_ball 🎊 balloon 🎈 trophy 🏆 medal 🏅 first_place_medal 🥇 soccer ⚽ basketball 🏀 dart 🎯 game_die 🎲 video_game 🎮 jigsaw 🧩 art 🎨 performing_arts 🎭
movie_camera 🎥 video_camera 📹 clapper 🎬 film_projector 📽️ film_frames 🎞️ tv 📺 camera 📷 camera_with_flash 📸 microphone 🎤 studio_microphone 🎙️ headphones 🎧 musical_note 🎵 notes 🎶 loud_sound 🔊 speaker 🔈 mute 🔇 radio 📻
iphone 📱 computer 💻 desktop_computer 🖥️ keyboard ⌨️ floppy_disk 💾 bulb 💡 battery 🔋 electric_plug 🔌 satellite_antenna 📡 mag 🔍 mag_right 🔎 microscope 🔬 telescope 🔭 magnet 🧲 test_tube 🧪
moneybag 💰 dollar 💵 money_with_wings 💸 credit_card 💳 coin 🪙 receipt 🧾 chart_with_upwards_trend 📈 chart_with_downwards_trend 📉 bar_chart 📊
email ✉️ envelope ✉️ incoming_envelope 📨 inbox_tray 📥 outbox_tray 📤 package 📦 mailbox 📫 memo 📝 pencil 📝 pencil2 ✏️ clipboard 📋 page_facing_up 📄 bookmark_tabs 📑 newspaper 📰 books 📚 book 📖 bookmark 🔖 label 🏷️ link 🔗 paperclip 📎 pushpin 📌 round_pushpin 📍 scissors ✂️ wastebasket 🗑️ file_folder 📁 open_file_folder 📂 card_index_dividers 🗂️ calendar 📆 date 📅 spiral_calendar_pad 🗓️ lower_left_paintbrush 🖌️
lock 🔒 unlock 🔓 key 🔑 hammer 🔨 wrench 🔧 hammer_and_wrench 🛠️ gear ⚙️ shield 🛡️ toolbox 🧰 broom 🧹 bell 🔔 no_bell 🔕 mega 📣 loudspeaker 📢
rocket 🚀 airplane ✈️ car 🚗 bike 🚲 train 🚆 ship 🚢 anchor ⚓ construction 🚧 rotating_light 🚨 traffic_light 🚥 vertical_traffic_light 🚦 house 🏠 office 🏢 factory 🏭 camping 🏕️ beach_with_umbrella 🏖️
hourglass ⌛ hourglass_flowing_sand ⏳ watch ⌚ alarm_clock ⏰ stopwatch ⏱️ timer_clock ⏲️ clock1 🕐 clock3 🕒 clock9 🕘 clock12 🕛
white_check_mark ✅ heavy_check_mark ✔️ ballot_box_with_check ☑️ x ❌ negative_squared_cross_mark ❎ heavy_multiplication_x ✖️ warning ⚠️ no_entry ⛔ no_entry_sign 🚫 octagonal_sign 🛑 stop_sign 🛑 question ❓ grey_question ❔ exclamation ❗ heavy_exclamation_mark ❗ grey_exclamation ❕ bangbang ‼️ information_source ℹ️
heavy_plus_sign ➕ heavy_minus_sign ➖ arrow_up ⬆️ arrow_down ⬇️ arrow_left ⬅️ arrow_right ➡️ arrows_counterclockwise 🔄 repeat 🔁 leftwards_arrow_with_hook ↩️ arrow_right_hook ↪️ arrow_upper_right ↗️ back 🔙 soon 🔜 top 🔝 new 🆕 free 🆓 up 🆙 ok 🆗 cool 🆒 sos 🆘 recycle ♻️
arrow_forward ▶️ double_vertical_bar ⏸️ pause_button ⏸️ black_square_for_stop ⏹️ stop_button ⏹️ black_circle_for_record ⏺️ fast_forward ⏩ rewind ⏪ black_right_pointing_double_triangle_with_vertical_bar ⏭️ twisted_rightwards_arrows 🔀 high_brightness 🔆
red_circle 🔴 large_orange_circle 🟠 large_yellow_circle 🟡 large_green_circle 🟢 large_blue_circle 🔵 large_purple_circle 🟣 white_circle ⚪ black_circle ⚫ large_red_square 🟥 large_green_square 🟩 large_yellow_square 🟨 white_large_square ⬜ black_large_square ⬛ small_blue_diamond 🔹 small_orange_diamond 🔸 radio_button 🔘 checkered_flag 🏁 triangular_flag_on_post 🚩 crossed_flags 🎌 white_flag 🏳️
zero 0️⃣ one 1️⃣ two 2️⃣ three 3️⃣ four 4️⃣ five 5️⃣ six 6️⃣ seven 7️⃣ eight 8️⃣ nine 9️⃣ keycap_ten 🔟 hash #️⃣ tm ™️ copyright ©️
`;

const words = TABLE.trim().split(/\s+/);
export const EMOJI = new Map(words.filter((_, i) => i % 2 === 0).map((name, i) => [name, words[i * 2 + 1]]));

/** The node for :name:, or the code itself as text when nobody knows it. */
export function emoji(name) {
  const character = EMOJI.get(name.split("::")[0]);
  return character
    ? el(
        "span",
        { class: "emoji", role: "img", "aria-label": `${name.replace(/_/g, " ")} emoji`, title: `:${name}:` },
        character,
      )
    : document.createTextNode(`:${name}:`);
}

/** Names that start with `start`, then names that hold it. */
export function emojiNamed(start, most = 8) {
  const names = [...EMOJI.keys()];
  const first = names.filter((name) => name.startsWith(start));
  const rest = names.filter((name) => !name.startsWith(start) && name.includes(start));
  return [...first, ...rest].slice(0, most);
}

/** Plain text with its short codes turned into characters: for places that hold text only. */
export const withEmoji = (text) => text.replace(/:([a-z0-9_+-]+):/g, (whole, name) => EMOJI.get(name) || whole);
